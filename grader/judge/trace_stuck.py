"""Say in words why a run came to a standstill: who waits where, and for what that cannot come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from grader.judge.trace_names import Names, cut
from grader.judge.trace_tables import Recording

MAX_WAITERS = 4
_TASK = re.compile(r"\btask (\d{1,9})\b")
_NOBODY = {
    "queue.get": "nobody is left who could put",
    "queue.put": "nobody is left who could get",
    "queue.join": "nobody is left who could call task_done()",
    "lock.acquire": "nobody is left who could release it",
    "semaphore.acquire": "nobody is left who could release it",
    "event.wait": "nobody is left who could set it",
    "condition.wait": "nobody is left who could notify it",
    "barrier.wait": "too few tasks are left to reach it",
    "future": "nobody is left who could give it a result",
}
_LOCKS = frozenset({"lock.acquire", "semaphore.acquire"})
_KINDS = {
    "deadlock": "nothing can ever happen any more",
    "thread-deadlock": "a thread stands in a blocking call that nobody will ever end",
    "livelock": "the tasks go on in turn, but none of them ever gets further",
    "spin": "a loop goes round without ever waiting",
    "virtual-time-limit": "the program goes on and on; its time was up",
    "cpu-limit": "the program computed for too long without an end",
    "wall-limit": "the program took too long",
    "event-limit": "the program did more than can be recorded",
}
_ANYWHERE = frozenset({"cpu-limit", "wall-limit"})
"""Broken off by the machine: on which line of a loop differs from one grading to the next."""


def explain(recording: Recording, names: Names, main: int | None) -> str | None:
    """Return why the run was stuck, or None when it was not."""
    event = recording.stuck
    if event is None:
        return None
    kind, detail = str(event.get("kind") or ""), str(event.get("detail") or "")
    waiters = event.get("tasks", ())
    parts = [_waiter(waiter, recording, names, main, detail) for waiter in waiters[:MAX_WAITERS]]
    if kind != "deadlock" or not any(parts):
        place = None if kind in _ANYWHERE else recording.place(event.get("at") or ())
        parts.insert(0, _KINDS.get(kind, kind) + (f" (line {place.line})" if place else ""))
    if (more := len(waiters) - MAX_WAITERS) > 0:
        parts.append(f"{more} more {'waits' if more == 1 else 'wait'}, too")
    parts.append(cut(_TASK.sub(lambda match: _named(match, recording, names), detail[:2000]), 200))
    return "; ".join(dict.fromkeys(filter(None, parts)))


def _named(match: re.Match[str], recording: Recording, names: Names) -> str:
    """Return the name of a task that a text mentions by its number."""
    life = recording.lives.get(int(match[1]))
    return match[0] if life is None else names.task(life)


def _waiter(
    waiter: Mapping[str, Any], recording: Recording, names: Names, main: int | None, detail: str
) -> str:
    life, on = recording.lives.get(waiter.get("task", -1)), waiter.get("on")
    if life is None or on is None:  # without a wait it runs, and the event's own place says where
        return ""
    name = names.plain(life) if life.id == main else names.task(life)
    place = recording.place([place for place, _ in reversed(waiter.get("at") or ())])
    line = f" on line {place.line}" if place else ""
    what = names.waiting(on).removeprefix("waits").removeprefix(" for ")
    kind = str(on.get("kind") or "")
    nobody = None if detail and kind in _LOCKS else _NOBODY.get(kind)  # the detail says who holds it
    return f"{name} waits{line}" + (f" for {what}" if what else "") + (f"; {nobody}" if nobody else "")

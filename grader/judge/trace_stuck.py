"""Say in words why a run came to a standstill: who waits where, and for what that cannot come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.judge.trace_names import Names, cut
from grader.judge.trace_tables import Recording

MAX_WAITERS = 4
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
_KINDS = {
    "livelock": "the tasks go on in turn, but none of them ever gets further",
    "spin": "a loop goes round without ever waiting",
    "virtual-time-limit": "the program goes on and on; its time was up",
    "cpu-limit": "the program computed for too long without an end",
    "wall-limit": "the program took too long",
    "event-limit": "the program did more than can be recorded",
}


def explain(recording: Recording, names: Names, main: int | None) -> str | None:
    """Return why the run was stuck, or None when it was not."""
    event = recording.stuck
    if event is None:
        return None
    kind = str(event.get("kind") or "")
    shown = [_waiter(waiter, recording, names, main) for waiter in event.get("tasks", ())[:MAX_WAITERS]]
    more = len(event.get("tasks", ())) - len(shown)
    parts = [part for part in shown if part]
    if more > 0:
        parts.append(f"{more} more {'waits' if more == 1 else 'wait'}, too")
    if kind != "deadlock" or not parts:
        place = recording.place(event.get("at") or ())
        where = f" (line {place.line})" if place else ""
        parts.insert(
            0, _KINDS.get(kind, "nothing can ever happen any more" if kind == "deadlock" else kind) + where
        )
    if event.get("detail"):
        parts.append(cut(str(event["detail"]), 200))
    return "; ".join(dict.fromkeys(parts))


def _waiter(waiter: Mapping[str, Any], recording: Recording, names: Names, main: int | None) -> str:
    life = recording.lives.get(waiter.get("task", -1))
    if life is None:
        return ""
    name = names.plain(life) if life.id == main else names.task(life)
    place = recording.place([place for place, _ in reversed(waiter.get("at") or ())])
    line = f" on line {place.line}" if place else ""
    on = waiter.get("on")
    if on is None:
        return f"{name} goes on{line}"
    what = names.waiting(on)
    what = what if what.startswith("waits") else f"waits{line} for {what}"
    if what.startswith("waits for") and line and line not in what:
        what = f"waits{line}" + what.removeprefix("waits")
    nobody = _NOBODY.get(str(on.get("kind") or ""))
    return f"{name} {what}" + (f"; {nobody}" if nobody else "")

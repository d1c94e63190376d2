"""Tasks that were left to themselves, and what their maker did meanwhile."""

from __future__ import annotations

import ast
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from grader.judge.rules.case import Case, Seen
from grader.judge.trace import Trace
from grader.judge.trace_names import waited_tasks
from grader.judge.trace_tables import Life, Stand
from grader.model import TaskRecord, Wait

SIGNALS = ("queue.get", "queue.put", "queue.join", "event.wait", "condition.wait", "barrier.wait", "future")
"""Ways in which a task may hear that another has done its work, without awaiting it."""


@dataclass(frozen=True, kw_only=True)
class Family:
    """Tasks of one function that one task made: those somebody awaited, and the others, in that order."""

    awaited: tuple[TaskRecord, ...]
    ignored: tuple[TaskRecord, ...]

    @property
    def all(self) -> tuple[TaskRecord, ...]:
        """All of them, in the order they were made."""
        return tuple(sorted((*self.awaited, *self.ignored), key=lambda task: task.id))


def unwatched(case: Case, seen: Seen) -> tuple[TaskRecord, ...]:
    """The program's own tasks that nobody waited for and that it did not cancel either.

    To read the result of a task that happens to be done is not to wait for it.
    """
    trace = seen.trace
    if not trace.own_tasks:
        return ()
    known = _waited_for(case, trace) | {one.task for one in trace.cancellations if one.via == "cancel"}
    return tuple(
        task
        for task in trace.own_tasks
        if task.made_by is not None and task.via != "TaskGroup" and task.id not in known
    )


def _waited_for(case: Case, trace: Trace) -> set[int]:
    recording = trace.recording
    found = {
        number
        for life in recording.lives.values()
        for stand in life.stands
        for number in waited_tasks(stand.on)
    }
    for event in trace.run.events:
        if event.get("ev") == "task.await-done" and event["task"] in recording.lives:
            node = case.source.node_at(recording.place(event.get("at") or ()))
            if not (isinstance(node, ast.Call) and _reads(node)):
                found.add(event["task"])
    return found


def _reads(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in ("result", "exception")


def families(case: Case, seen: Seen) -> Iterator[Family]:
    """Yield the tasks of one maker and one function of which some were awaited and some were not."""
    ignored: dict[tuple[int | None, str], list[TaskRecord]] = {}
    for task in unwatched(case, seen):
        ignored.setdefault((task.made_by, task.coroutine), []).append(task)
    alone = {task.id for family in ignored.values() for task in family}
    awaited: dict[tuple[int | None, str], list[TaskRecord]] = {}
    for task in seen.trace.own_tasks:
        if task.awaited and task.via != "TaskGroup" and task.id not in alone:
            awaited.setdefault((task.made_by, task.coroutine), []).append(task)
    for key, left in ignored.items():
        if key in awaited:
            yield Family(awaited=tuple(awaited[key]), ignored=tuple(left))


def slept_through(case: Case, seen: Seen) -> Iterator[tuple[TaskRecord, Wait]]:
    """Yield each unwatched task with the pause that its maker made, of some seconds, until it was to be done.

    The task was alive when the pause began, and over when it ended, or could be taken to be.  Of several
    pauses, it is the one in which the task ended.
    """
    trace = seen.trace
    makers: dict[int, _Pauses] = {}
    for task in unwatched(case, seen):
        maker = trace.task(task.made_by)
        if maker is None or task.how not in ("returned", "left"):
            continue
        if maker.id not in makers:
            makers[maker.id] = _Pauses(trace.recording.lives[maker.id].stands, maker.waits)
        life = trace.recording.lives[task.id]
        pause = (
            makers[maker.id].until_done(life) if task.how == "returned" else makers[maker.id].as_long(life)
        )
        if pause is not None:
            yield task, pause


class _Pauses:
    """The pauses of one task, asked for each of those it made: there may be thousands of both."""

    def __init__(self, stands: list[Stand], waits: tuple[Wait, ...]) -> None:
        both = list(zip(stands, waits, strict=False))
        self._heard = max((stand.first for stand, wait in both if wait.on in SIGNALS), default=-1)
        self._pauses = [
            (stand, wait)
            for stand, wait in both
            if wait.on == "sleep" and (stand.end is None or stand.end > stand.start)
        ]
        self._begun = [stand.first for stand, _ in self._pauses]
        delays = [_delay(stand) for stand, _ in self._pauses]
        self._longest = list(accumulate(reversed(delays), max))[::-1]  # of each pause and all after it

    def until_done(self, life: Life) -> Wait | None:
        """Return the pause in which a task ended, or the first after it was made and before it ended."""
        first, last = self._first_after(life), bisect_left(self._begun, life.last or 0)
        if first is None or first >= last:
            return None
        end = self._pauses[last - 1][0].last
        return self._pauses[last - 1 if end is not None and (life.last or 0) < end else first][1]

    def as_long(self, life: Life) -> Wait | None:
        """Return the first pause that is no shorter than any of a task that has not ended."""
        longest, first = max(map(_delay, life.stands), default=0.0), self._first_after(life)
        if first is None or not 0 < longest <= self._longest[first]:
            return None
        long = (pair for pair in self._pauses[first:] if longest <= _delay(pair[0]))
        return next(long)[1]

    def _first_after(self, life: Life) -> int | None:
        """Return which pause is the first after a task was made; None when its maker may have heard of it."""
        first = bisect_right(self._begun, life.first)
        return first if first < len(self._begun) and self._heard <= life.first else None


def _delay(stand: Stand) -> float:
    delay = stand.on.get("delay")
    return float(delay) if stand.on.get("kind") == "sleep" and isinstance(delay, int | float) else 0.0


def loops_in_threads(trace: Trace) -> tuple[TaskRecord, ...]:
    """The main tasks of event loops that ran at the same time, two or more of one function.

    One thread runs one loop at a time, so they were in threads of their own.
    """
    if not trace.threads:
        return ()
    lives = trace.recording.lives
    tops = [
        task for task in trace.tasks if task.made_by is None and task.via in ("run", "run_until_complete")
    ]
    found: set[int] = set()
    longest: dict[str, Life] = {}  # of those that began before, the one that ends last
    for task in sorted(tops, key=lambda task: lives[task.id].first):
        life, before = lives[task.id], longest.get(task.coroutine)
        if before is not None and life.first < _last(before):
            found |= {before.id, life.id}
        if before is None or _last(before) < _last(life):
            longest[task.coroutine] = life
    return tuple(task for task in tops if task.id in found)


def _last(life: Life) -> float:
    return math.inf if life.last is None else life.last

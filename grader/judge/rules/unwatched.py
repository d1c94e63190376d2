"""Tasks that were left to themselves, and what their maker did meanwhile."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass

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
    alone = unwatched(case, seen)
    left = {task.id for task in alone}
    watched: dict[tuple[int | None, str], list[TaskRecord]] = {}
    for task in seen.trace.own_tasks:
        if task.awaited and task.via != "TaskGroup" and task.id not in left:
            watched.setdefault((task.made_by, task.coroutine), []).append(task)
    ignored: dict[tuple[int | None, str], list[TaskRecord]] = {}
    for task in alone:
        ignored.setdefault((task.made_by, task.coroutine), []).append(task)
    for family, tasks in ignored.items():
        if family in watched:
            yield Family(awaited=tuple(watched[family]), ignored=tuple(tasks))


def slept_through(case: Case, seen: Seen) -> Iterator[tuple[TaskRecord, Wait]]:
    """Yield each unwatched task with the pause that its maker made, of some seconds, until it was to be done.

    The task was alive when the pause began, and over when it ended, or could be taken to be.  Of several
    pauses, it is the one in which the task ended.
    """
    trace = seen.trace
    for task in unwatched(case, seen):
        life, maker = trace.recording.lives[task.id], trace.task(task.made_by)
        if maker is None or task.how not in ("returned", "left"):
            continue
        stands = trace.recording.lives[maker.id].stands
        after = [(s, w) for s, w in zip(stands, maker.waits, strict=False) if s.first > life.first]
        if any(wait.on in SIGNALS for _, wait in after):
            continue
        pauses = [(s, wait) for s, wait in after if wait.on == "sleep" and _covers(s, life, task)]
        within = [
            (s, wait)
            for s, wait in pauses
            if s.last is not None and life.last is not None and life.last < s.last
        ]
        yield from ((task, wait) for _, wait in (within or pauses)[:1])


def _covers(stand: Stand, life: Life, task: TaskRecord) -> bool:
    if stand.end is not None and stand.end <= stand.start:
        return False
    if task.how == "returned":
        return life.last is not None and life.last > stand.first
    longest = max((_delay(one) for one in life.stands), default=0.0)
    return 0 < longest <= _delay(stand)


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

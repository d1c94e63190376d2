"""Where the tasks of a run stood when nothing could go on any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.rules.case import Case, Seen
from grader.model import Place, TaskRecord


@dataclass(frozen=True, kw_only=True)
class Waiter:
    """A task that waits for what cannot come.  on: the kind of wait; thing: which object, `Queue#1`."""

    seen: Seen
    task: TaskRecord
    place: Place | None
    on: str
    thing: str


def deadlocks(case: Case) -> Iterator[tuple[Seen, tuple[Waiter, ...]]]:
    """Yield each run that came to a standstill, with the tasks that waited then."""
    for seen in case.suspects:
        stuck = seen.trace.recording.stuck
        if stuck is None or stuck.get("kind") != "deadlock":
            continue
        found = []
        for entry in stuck.get("tasks") or ():
            task, on = seen.trace.task(entry.get("task")), entry.get("on") or {}
            place = seen.trace.recording.place([number for number, _ in reversed(entry.get("at") or ())])
            if task is not None:
                kind, thing = str(on.get("kind") or ""), str(on.get("obj") or "")
                found.append(Waiter(seen=seen, task=task, place=place, on=kind, thing=thing))
        yield seen, tuple(found)

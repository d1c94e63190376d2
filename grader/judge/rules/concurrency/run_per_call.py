"""Every call gets an event loop of its own, one after the other."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import made_at
from grader.model import TaskRecord

LEVEL = ESSENTIAL
SILENCES = ("main-not-async", "fetch-not-called", "no-explicit-task", "sequential-awaits", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for tasks in _in_turn(seen):
            lengths = [(task.ended or 0.0) - (task.started or 0.0) for task in tasks]
            facts = [
                at(task.started, f"{_name(seen, task)} starts in an event loop of its own.")
                for task in tasks[:3]
            ]
            took, count = round(sum(lengths), 9), len(tasks)
            for task in tasks:
                place = made_at(seen.trace, task)
                yield seen.sighting(place, facts, count=count, took=took, enough=max(lengths))


def _name(seen: Seen, task: TaskRecord) -> str:
    calls = (call.name for call in seen.trace.calls() if call.task == task.id)
    return code(next(calls, f"{task.coroutine}()"))


def _in_turn(seen: Seen) -> Iterator[list[TaskRecord]]:
    """Yield the tasks by which one coroutine function was run, each in a loop of its own, never at once."""
    found: dict[str, list[TaskRecord]] = {}
    for task in seen.trace.tasks:
        if task.via in ("run", "run_until_complete") and task.made_by is None and task.ended is not None:
            found.setdefault(task.coroutine, []).append(task)
    for tasks in found.values():
        spans = [(task.started or 0.0, task.ended or 0.0) for task in tasks]
        apart = all(end <= start for (_, end), (start, _) in pairwise(spans))
        if len(tasks) > 1 and apart and all(start < end for start, end in spans):
            yield tasks

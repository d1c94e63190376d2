"""A task ended with an error, and nobody ever looked at it."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.trace_ends import made_at

LEVEL = ESSENTIAL


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        lost = seen.trace.never_retrieved
        for stray in lost:
            task = seen.trace.task(stray.task)
            error = stray.error or (task.error if task is not None else None)
            if task is None or error is None:
                continue
            where = f" on line {error.line}" if error.line else ""
            facts = (
                at(task.created, f"A task is made on line {task.line}."),
                at(task.ended, f"It ends with {error.type}{where}."),
                at(seen.trace.duration, "Nothing has awaited it, or asked for its exception."),
            )
            said = "Task exception was never retrieved"
            yield seen.sighting(made_at(seen.trace, task), facts, said, error=error.type, count=len(lost))

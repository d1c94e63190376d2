"""A task is made, and the program ends before it."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import left_alone, made_at

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "wrong-delay", "dangling-task-collected")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        trace = seen.trace
        left = [task for task in left_alone(trace) if trace.owns(task)]
        for task in left:
            facts = (
                at(task.created, f"A task is made on line {task.line}."),
                at(trace.duration, f"{code(seen.call)} ends; the task has not, and is cancelled."),
            )
            yield seen.sighting(made_at(trace, task), facts, count=len(left), ended=trace.duration)

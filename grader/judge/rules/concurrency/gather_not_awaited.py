"""gather is called, and what it gives is never awaited."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import left_alone, made_at

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "missing-await", "returns-task", "fetch-not-called", "wrong-delay",
            "no-explicit-task")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        trace = seen.trace
        left = [task for task in left_alone(trace) if task.via == "gather"]
        for task in left:
            facts = (
                at(task.created, f"{code('gather')} on line {task.line} makes {len(left)} tasks."),
                at(trace.duration, f"{code(seen.call)} ends; none of them has been waited for."),
            )
            place = made_at(trace, task)
            yield seen.sighting(place, facts, count=len(left), ended=trace.duration)

"""A task that nobody holds is swept away while it still waits."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.trace_ends import made_at

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        gone = [error for error in seen.trace.stray_errors if error.what == "destroyed pending"]
        for error in gone:
            task = seen.trace.task(error.task)
            if task is None or error.at >= seen.trace.duration:  # at the end of the run all are swept away
                continue
            facts = (
                at(task.created, f"A task is made on line {task.line}, and nothing keeps it."),
                at(error.at, "Python sweeps it away; it was waiting, and has not ended."),
            )
            yield seen.sighting(made_at(seen.trace, task), facts, count=len(gone), when=error.at)

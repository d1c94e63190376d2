"""gather raised the first error of its awaitables where all results, errors among them, were asked for."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("errors"):
        error = seen.run.error
        for wait in seen.trace.waits("gather") if error is not None else ():
            tasks = [task for number in wait.tasks if (task := seen.trace.task(number)) is not None]
            failed = [task for task in tasks if task.how == "raised" and task.ended == wait.end]
            if not failed or error is None or failed[0].error is None or failed[0].error.type != error.type:
                continue
            facts = (
                at(wait.end, f"One of the {len(tasks)} calls fails, and {code('gather')} raises its error."),
                at(seen.run.elapsed, f"{code(seen.call)} ends with {error.type}; there are no results."),
            )
            yield seen.sighting(wait.place, facts, error=error.type)

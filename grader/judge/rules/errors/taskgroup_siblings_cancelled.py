"""One task of a group failed, and the group cancelled the others, whose work was asked for."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.trace_ends import failures, made_at

LEVEL = ESSENTIAL
SILENCES = ("cancelled-before-finish", "wrong-result-shape", "wrong-result", "fetch-not-called")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.failed else ():
        cut = {one.task for one in seen.trace.cancellations if one.via == "TaskGroup"}
        others = [task for task in seen.trace.cancelled if task.id in cut]
        for failure in failures(seen.trace) if others and seen.finished else ():
            task = failure.task
            mine = [one for one in others if one.made_by == task.made_by and one.ended == task.ended]
            if task.via != "TaskGroup" or not mine:
                continue
            error = failure.error.type
            facts = (
                at(task.ended, f"A task of the group ends with {error}."),
                at(mine[0].ended, f"The group cancels {len(mine)} of its tasks that were still at work."),
            )
            for one in mine:
                yield seen.sighting(made_at(seen.trace, one), facts, error=error, count=len(mine))

"""One task of a group failed, and the group cancelled the others, whose work was asked for."""

from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.trace_ends import failures, made_at

LEVEL = ESSENTIAL
SILENCES = ("cancelled-before-finish", "wrong-result-shape", "wrong-result", "fetch-not-called")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.failed else ():
        cut = {one.task for one in seen.trace.cancellations if one.via == "TaskGroup"}
        others = [task for task in seen.trace.cancelled if task.id in cut]
        for failure in failures(seen.trace) if others and _is_missed(case, seen) else ():
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


def _is_missed(case: Case, seen: Seen) -> bool:
    """Whether the program went on without their work, or ended where a check asks for it to go on."""
    came_out = seen.run.error is not None and seen.run.error.type in ("ExceptionGroup", "BaseExceptionGroup")
    return seen.finished or (came_out and seen in case.asked("errors"))

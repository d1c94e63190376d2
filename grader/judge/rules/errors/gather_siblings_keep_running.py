"""gather raised the error of one awaitable; the others ran on, and nobody watched them."""

from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import seconds
from grader.model import TaskRecord, Wait

LEVEL = ESSENTIAL
SILENCES = ("gather-raises-first-error",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for wait, failed, others in _broken(seen):
            error = failed.error.type if failed.error is not None else "an error"
            last = max((one.ended or seen.trace.duration for one in others), default=wait.end)
            facts = (
                at(wait.end, f"{code('gather')} raises {error}."),
                at(last, f"The last of the others ends, {seconds(last - wait.end)} later, or is cut off."),
            )
            yield seen.sighting(wait.place, facts, error=error, count=len(others))


def _broken(seen: Seen) -> Iterator[tuple[Wait, TaskRecord, list[TaskRecord]]]:
    """Yield each gather that an error ended, and the tasks that went on for a while, unwatched."""
    trace = seen.trace
    asked = {request.task for request in trace.cancellations if request.via == "cancel"}
    waited: dict[int, float] = {}  # when somebody last began to wait for a task
    for wait in trace.waits() if seen.finished else ():
        waited |= dict.fromkeys(wait.tasks, wait.start)
    for wait in trace.waits("gather") if seen.finished else ():
        tasks = [task for number in wait.tasks if (task := trace.task(number)) is not None]
        failed = [task for task in tasks if task.how == "raised" and task.ended == wait.end]
        others = [
            task
            for task in tasks
            if task.id not in asked
            and waited.get(task.id, wait.start) < wait.end
            and (task.ended is None or task.ended > wait.end)
        ]
        if failed and others and trace.duration > wait.end:
            yield wait, failed[0], others

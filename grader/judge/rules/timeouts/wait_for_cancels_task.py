"""A time limit runs out and cancels a task that is needed afterwards."""

from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.wording import seconds
from grader.judge.trace_ends import failures, made_at
from grader.judge.trace_waits import Standing, asked_done, cancelled_by_timeout, standings
from grader.model import Fact, TaskRecord

LEVEL = ESSENTIAL
SILENCES = ("cancelled-before-finish", "awaits-only-first-task", "result-before-done", "task-not-awaited",
            "wrong-delay", "except-exception-misses-cancel")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        trace = seen.trace
        own = {task.id: task for task in trace.own_tasks if task.how == "cancelled"}
        for when, number in cancelled_by_timeout(trace) if own else ():
            waits = [one for one in standings(trace, "wait_for", "task", "gather") if number in one.tasks]
            cut = next((one for one in waits if one.start <= when <= one.end and one.task != number), None)
            if number in own and cut is not None and (case.failed or _is_missed(seen, cut, number)):
                yield seen.sighting(cut.place, _facts(seen, cut, when, own[number]), after=when - cut.start)


def _is_missed(seen: Seen, cut: Standing, number: int) -> bool:
    """Whether the task was needed afterwards, or nobody caught the TimeoutError of the wait."""
    later = standings(seen.trace, "wait_for", "task", "gather", "wait")
    again = any(one.start >= cut.end and number in one.tasks and one.place != cut.place for one in later)
    return (
        again
        or asked_done(seen.trace, number)
        or any(
            failure.error.type == "TimeoutError" and failure.task.id == cut.task
            for failure in failures(seen.trace)
        )
    )


def _facts(seen: Seen, cut: Standing, when: float, task: TaskRecord) -> tuple[Fact, ...]:
    made, line = made_at(seen.trace, task), cut.place.line if cut.place else 0
    limit = seconds(when - cut.start)
    return (
        at(task.created, f"A task is made on line {made.line}." if made else "A task is made."),
        at(cut.start, f"Line {line} begins to wait for it."),
        at(when, f"After {limit} the time is up, and the task is cancelled."),
    )

"""Tasks are made and forgotten, and the same calls are made once more."""

from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unwatched import unwatched
from grader.judge.trace_ends import made_at
from grader.judge.trace_records import Call

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "awaits-only-first-task", "awaits-only-last-task", "await-in-loop",
            "sequential-awaits", "partially-sequential", "returns-task", "no-explicit-task",
            "sleep-instead-of-await")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        pairs = list(_pairs(case, seen))
        for first, again in pairs:
            task = seen.trace.task(first.task)
            if task is None:
                continue
            where = f" on line {again.place.line}" if again.place is not None else ""
            facts = (
                at(
                    first.start,
                    f"{code(first.name)} starts in the task of line {task.line}; nobody awaits it.",
                ),
                at(again.start, f"{code(again.name)} is run again{where}."),
            )
            yield seen.sighting(made_at(seen.trace, task), facts, count=len(pairs))


def _pairs(case: Case, seen: Seen) -> Iterator[tuple[Call, Call]]:
    """Yield each call that ran in a forgotten task with its like that ran elsewhere."""
    forgotten = {task.id for task in unwatched(case, seen)}
    calls = [call for call in seen.trace.calls() if call.args and "…" not in call.args]
    for call in calls:
        if call.task in forgotten and call.own_task:
            for other in calls:
                if other.task not in forgotten and (other.function, other.args) == (call.function, call.args):
                    yield call, other
                    break

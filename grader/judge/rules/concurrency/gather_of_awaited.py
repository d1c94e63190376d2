"""gather gets values that were awaited before it was called."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.gathered import refused
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("sequential-awaits", "await-in-loop", "await-in-comprehension", "await-task-immediately",
            "partially-sequential", "coroutines-mistaken-for-tasks", "no-explicit-task")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen, _, items, error in refused(case, lambda item: isinstance(item, ast.Await)):
        ended = _ended(seen, items)
        facts = (
            *([at(ended, f"The last {code('await')} among the arguments is over.")] if ended else []),
            at(ended, f"{code('gather')} gets the values, and raises {error.type}."),
        )
        words = {"took": ended} if ended else {}
        for item in items:
            place = case.source.place_of(item)
            yield seen.sighting(place, facts, f"{error.type}: {error.message}", **words)


def _ended(seen: Seen, items: tuple[ast.expr, ...]) -> float | None:
    """Return when the last wait on one of these lines was over."""
    lines = {item.lineno for item in items}
    waits = seen.trace.waits()
    return max((wait.end for wait in waits if any(place.line in lines for place in wait.stack)), default=None)

"""to_thread is called, and what it gives is never awaited."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = (
    "missing-await",
    "coroutine-used-as-value",
    "async-without-await",
    "wrong-delay",
    "returns-coroutine",
)


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        if lost.never.name == "to_thread":
            place = case.source.place_of(lost.call) or lost.never.place
            yield lost.seen.sighting(place, lost.facts, lost.python_says, count=lost.same)

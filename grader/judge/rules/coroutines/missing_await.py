"""A coroutine function is called and nothing is done with what it gives."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "async-without-await", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        call = lost.call
        if call is not None and case.source.names.is_async(call.func) and case.source.is_dropped(call):
            place = case.source.place_of(call)
            yield lost.seen.sighting(
                place,
                lost.facts,
                lost.python_says,
                name=case.source.names.last(call.func) or "",
                count=lost.same,
            )

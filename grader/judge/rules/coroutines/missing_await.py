"""A coroutine function is called and nothing is done with what it gives."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "async-without-await", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        lost = seen.trace.never_awaited
        for never in lost:
            call = case.source.call_at(never.place, never.name)
            if call is None or not case.source.names.is_async(call.func) or not case.source.is_dropped(call):
                continue
            same = sum(other.place == never.place for other in lost)
            facts = (
                at(None, f"{code(never.name + '()')} makes a coroutine object on line {call.lineno}."),
                at(seen.trace.duration, f"{code(seen.call)} ends; nothing has awaited the object."),
            )
            place = case.source.place_of(call)
            said = f"RuntimeWarning: {never.message}"
            yield seen.sighting(place, facts, said, name=never.name, count=same)

"""put, get or join of an asyncio queue is called without await."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "consumer-never-stops", "async-without-await")
METHODS = ("Queue.put", "Queue.get", "Queue.join")


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        if lost.never.name in METHODS:
            name = lost.never.name.partition(".")[2]
            place = case.source.place_of(lost.call) or lost.never.place
            call = code(f"{name}()")
            facts = (
                at(None, f"{call} makes a coroutine object and leaves the queue as it is."),
                at(lost.seen.trace.duration, "The run ends; nothing has awaited the object."),
            )
            yield lost.seen.sighting(place, facts, lost.python_says, name=name, count=lost.same)

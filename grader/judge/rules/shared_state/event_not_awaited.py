"""wait() of an asyncio event, condition or barrier is called and not awaited."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "wrong-delay", "task-not-awaited")
METHODS = ("Event.wait", "Condition.wait", "Condition.wait_for", "Barrier.wait")


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        if lost.never.name in METHODS and lost.call is not None:
            kind, _, method = lost.never.name.partition(".")
            facts = (
                at(None, f"{code(method + '()')} makes a coroutine object on line {lost.call.lineno}."),
                at(lost.seen.trace.duration, f"{code(lost.seen.call)} ends; nothing has awaited the object."),
            )
            place = case.source.place_of(lost.call)
            yield lost.seen.sighting(place, facts, lost.python_says, kind=kind, method=method)

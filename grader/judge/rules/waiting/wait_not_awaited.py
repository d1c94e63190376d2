"""asyncio.wait or asyncio.wait_for is called and not awaited."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "result-before-done", "missing-await", "fetch-not-called", "wrong-delay",
            "coroutine-used-as-value", "returns-coroutine", "async-without-await",
            "cancel-not-awaited")  # fmt: skip
WAITERS = ("asyncio.wait", "asyncio.wait_for")


def detect(case: Case) -> Iterable[Sighting]:
    lines = {call.lineno: call for call in case.source.calls_to(*WAITERS)}
    for lost in unawaited(case) if lines else ():
        name = lost.never.name.rpartition(".")[2]
        on_line = lines.get(lost.never.place.line if lost.never.place else 0)
        call = lost.call if lost.call in lines.values() else on_line
        if name in ("wait", "wait_for") and call is not None:
            facts = (
                at(None, f"{code(name + '(...)')} makes a coroutine object on line {call.lineno}."),
                at(lost.seen.trace.duration, f"{code(lost.seen.call)} ends; nothing has awaited the object."),
            )
            place = case.source.place_of(call)
            yield lost.seen.sighting(place, facts, lost.python_says, name=name)

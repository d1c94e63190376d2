"""asyncio.sleep is called and not awaited."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.coroutine_uses import used_as_value
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unawaited import Unawaited, unawaited

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "async-without-await", "wrong-delay", "await-is-not-a-switch",
            "fetch-not-called", "coroutine-used-as-value")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        if lost.never.name == "sleep" and _is_dropped(case, lost):
            place = case.source.place_of(lost.call) if lost.call is not None else lost.never.place
            line = place.line if place is not None else 0
            facts = (
                at(None, f"{code('asyncio.sleep()')} on line {line} makes a coroutine object."),
                at(lost.seen.trace.duration, f"{code(lost.seen.call)} ends; no pause has begun."),
            )
            yield lost.seen.sighting(place, facts, lost.python_says, count=lost.same)


def _is_dropped(case: Case, lost: Unawaited) -> bool:
    """Tell whether it is asyncio's sleep, and nothing that could run it gets what it gives."""
    call = lost.call
    if call is None or case.source.names.is_async(call.func):
        return False
    tested = isinstance(case.source.parent(call), ast.If | ast.While | ast.BoolOp | ast.UnaryOp)
    return case.source.is_dropped(call) or tested or used_as_value(case, call) is not None

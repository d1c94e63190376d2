"""An assert looks at a coroutine object, which is always true."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value")


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        check = _assert_of(case, lost.call)
        if lost.call is not None and check is not None:
            name = f"{case.source.names.last(lost.call.func) or ''}()"
            facts = (
                lost.facts[0],
                at(lost.seen.trace.duration, "Nothing has awaited it: its body has not run."),
            )
            place = case.source.place_of(lost.call)
            yield lost.seen.sighting(place, facts, lost.python_says, name=name)


def _assert_of(case: Case, call: ast.Call | None) -> ast.Assert | None:
    """Return the assert that tests the object itself, also within `and`, `or` and `not`."""
    for up in case.source.above(call) if call is not None else ():
        if isinstance(up, ast.Assert):
            return up
        if not isinstance(up, ast.BoolOp | ast.UnaryOp | ast.Compare):
            return None
    return None

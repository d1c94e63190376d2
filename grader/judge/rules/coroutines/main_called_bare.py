"""A coroutine function is called at the top level of the file, and nothing runs what it gives."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value")


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        call = lost.call
        if call is None or not case.source.names.is_async(call.func) or case.source.function_of(call):
            continue
        up = case.source.parent(call)
        shown = isinstance(up, ast.Call) and case.source.names.last(up.func) == "print"
        kept = isinstance(up, ast.Assign | ast.AnnAssign)
        if case.source.is_dropped(call) or shown or kept:
            name = f"{case.source.names.last(call.func)}()"
            facts = (lost.facts[0], at(lost.seen.trace.duration, "The file ends; no event loop was started."))
            yield lost.seen.sighting(case.source.place_of(call), facts, lost.python_says, name=name)

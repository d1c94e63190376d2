"""A coroutine function is called and nothing is done with what it gives."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.unawaited import Unawaited, unawaited

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "async-without-await", "wrong-delay", "task-not-awaited")


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        call = lost.call
        if call is None or not case.source.is_dropped(call):
            continue
        if case.source.names.is_async(call.func) or _is_handed_in(case, lost, call):
            place = case.source.place_of(call)
            yield lost.seen.sighting(
                place,
                lost.facts,
                lost.python_says,
                name=case.source.names.last(call.func) or "",
                count=lost.same,
            )


def _is_handed_in(case: Case, lost: Unawaited, call: ast.Call) -> bool:
    """Tell whether what is called came in as an argument; objects of asyncio's have rules of their own."""
    import asyncio  # late: `grade rules` only lists what is here

    root: ast.expr = call.func
    while isinstance(root, ast.Attribute):
        root = root.value
    function = case.source.function_of(call)
    names = [one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)] if function else []
    owner = lost.never.name.rpartition(".")[0]
    return isinstance(root, ast.Name) and root.id in names and not hasattr(asyncio, owner or "no class")

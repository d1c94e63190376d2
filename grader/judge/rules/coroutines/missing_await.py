"""A coroutine function is called and nothing is done with what it gives."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "async-without-await", "wrong-delay", "task-not-awaited")


def detect(case: Case) -> Iterable[Sighting]:
    for lost in unawaited(case):
        call = lost.call
        if call is not None and _is_async(case, call) and case.source.is_dropped(call):
            place = case.source.place_of(call)
            yield lost.seen.sighting(
                place,
                lost.facts,
                lost.python_says,
                name=case.source.names.last(call.func) or "",
                count=lost.same,
            )


def _is_async(case: Case, call: ast.Call) -> bool:
    """Tell whether an async function of the file is called, or one that was handed in."""
    function = case.source.function_of(call)
    if case.source.names.is_async(call.func) or not isinstance(
        function, ast.FunctionDef | ast.AsyncFunctionDef
    ):
        return case.source.names.is_async(call.func)
    given = {argument.arg for argument in (*function.args.posonlyargs, *function.args.args)}
    return isinstance(call.func, ast.Name) and call.func.id in given

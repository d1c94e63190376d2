"""asyncio.run gets a function where it takes the coroutine object that a call gives."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "wrong-delay", "function-not-async")
STARTS = ("run", "run_until_complete")


def detect(case: Case) -> Iterable[Sighting]:
    names = case.source.names
    for error in raised(case, "ValueError", "TypeError"):
        for call in error.calls:
            starts = names.last(call.func) in STARTS or _method(call) in STARTS
            if not (starts and call.args and _is_function(case, call.args[0])):
                continue
            what, by = ast.unparse(call.args[0]), ast.unparse(call.func)
            facts = (
                at(None, f"{code(by)} is given {code(what)}, a function; nothing has called it."),
                at(error.seen.trace.duration, f"It raises {error.error.type}, and nothing has run."),
            )
            yield error.seen.sighting(case.source.place_of(call), facts, error.said, what=what, by=by)


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _is_function(case: Case, node: ast.expr) -> bool:
    behind = case.source.names.behind(node)
    if isinstance(behind, ast.Call):
        return case.source.names.dotted(behind.func) == "functools.partial"
    return case.source.names.kind(behind) == "function"

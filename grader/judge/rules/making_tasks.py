"""Calls that make a task, and what they were given when Python refused to make one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.rules.case import Case
from grader.judge.rules.error_calls import ErrorCall, calls_on, error_calls
from grader.judge.rules.origins import elements, handed, mapped, origins
from grader.model import Place

MAKERS = ("create_task", "ensure_future", "Task")
FUTURES = ("asyncio.gather", "asyncio.shield", "asyncio.ensure_future", "asyncio.create_task")


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A call that ended with an error instead of making a task.  given: what its argument may be."""

    raised: ErrorCall
    maker: str
    place: Place | None
    given: tuple[ast.expr, ...]


def refused(case: Case) -> Iterator[Refused]:
    """Yield every call of create_task and the like that raised a TypeError."""
    for one in error_calls(case, "TypeError"):
        for call in calls_on(case, one):
            if (given := _given(case, call)) is not None:
                maker, values = given
                place = case.source.place_of(call)
                yield Refused(raised=one, maker=maker, place=place, given=tuple(values))


def _given(case: Case, call: ast.Call) -> tuple[str, list[ast.expr]] | None:
    source = case.source
    if (name := source.names.last(call.func)) in MAKERS:
        keyword = next((word.value for word in call.keywords if word.arg == "coro"), None)
        return str(name), handed(source, call) if keyword is None else origins(source, keyword)
    function = mapped(source, call)
    if function is not None and (name := source.names.last(function)) in MAKERS:
        while source.names.dotted(call.func) != "map" and isinstance(call.args[0], ast.Call):
            call = call.args[0]
        found = [one for item in elements(source, call.args[1]) for one in origins(source, item)]
        return str(name), found
    return None


def is_function(case: Case, node: ast.expr) -> bool:
    """Whether an expression gives a function that has not been called."""
    if isinstance(node, ast.Call):
        return case.source.names.dotted(node.func) == "functools.partial"
    return isinstance(node, ast.Lambda) or case.source.names.kind(node) == "function"


def is_future(case: Case, node: ast.expr) -> bool:
    """Whether an expression gives something that is under way already: what gather gives, or a task."""
    if not isinstance(node, ast.Call):
        return False
    return (
        case.source.names.dotted(node.func) in FUTURES or case.source.names.last(node.func) == "create_task"
    )

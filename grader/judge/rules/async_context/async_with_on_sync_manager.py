"""async with is given something that is no asynchronous context manager."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import Raised, raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "fetch-not-called", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for error in raised(case, "TypeError", "AttributeError"):
        manager = _manager(case, error)
        if manager is not None and "context manager" in error.error.message:
            what = ast.unparse(manager)
            facts = (
                at(None, f"{code('async with')} on line {manager.lineno} is given {code(what)}."),
                at(error.seen.trace.duration, f"The object cannot be entered so: {error.error.type}."),
            )
            yield error.seen.sighting(case.source.place_of(manager), facts, error.said, what=what)


def _manager(case: Case, error: Raised) -> ast.expr | None:
    """Return what `async with` was given where the error was raised."""
    node = error.node
    if isinstance(node, ast.AsyncWith):
        return node.items[0].context_expr
    for up in (node, *case.source.above(node)) if node is not None else ():
        holder = case.source.parent(up)
        if isinstance(holder, ast.withitem) and isinstance(up, ast.expr):
            return up if isinstance(case.source.parent(holder), ast.AsyncWith) else None
        if isinstance(up, ast.stmt):
            return None
    return None

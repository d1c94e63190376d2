"""Asynchronous context managers of the answer's own: methods of a class, or a generator with one yield."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.trace_records import Call


def generators(case: Case) -> Iterator[tuple[ast.AsyncFunctionDef, ast.Yield]]:
    """Yield the functions with @asynccontextmanager, each with its yield: the block runs there."""
    for node in case.source.nodes:
        if isinstance(node, ast.Yield):
            function = case.source.function_of(node)
            names = [case.source.names.last(one) for one in getattr(function, "decorator_list", ())]
            if isinstance(function, ast.AsyncFunctionDef) and "asynccontextmanager" in names:
                yield function, node


def blocks_around(case: Case, node: ast.AST) -> Iterator[ast.Try]:
    """Yield the `try` statements of the same function in whose bodies the node stands, innermost first."""
    below = node
    for up in case.source.above(node):
        if up is case.source.function_of(node):
            return
        if isinstance(up, ast.Try) and below in up.body:
            yield up
        below = up


def swallowing_exits(case: Case) -> Iterator[ast.Return]:
    """Yield each `return` of something true in an `__aexit__`, which ends the error of the block there.

    Of what is worked out, only that it is told: a call may give anything.
    """
    for node in case.source.nodes:
        value = node.value if isinstance(node, ast.Return) else None
        owner = getattr(case.source.function_of(node), "name", "")
        true = isinstance(value, ast.Constant) and bool(value.value)
        told = true or isinstance(value, ast.Name | ast.Compare)
        if told and owner == "__aexit__":
            yield node  # type: ignore[misc]


def closings(case: Case, seen: Seen) -> list[Call]:
    """Return the calls of a run that closed what a manager of the answer's had opened."""
    names = {function.name for function, _ in generators(case)} | {"__aexit__"}
    return [call for call in seen.trace.calls() if call.function.rpartition(".")[2] in names]

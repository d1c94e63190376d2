"""Blocks of TaskGroups in the source, and what came out of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case
from grader.model import RunError

GROUP = ("asyncio.TaskGroup", "asyncio.taskgroups.TaskGroup")
MAX_DEPTH = 5


def group_in(case: Case, node: ast.AST) -> ast.withitem | None:
    """Return the part of a `with` or `async with` that names a TaskGroup."""
    names = case.source.names
    for item in node.items if isinstance(node, ast.With | ast.AsyncWith) else ():
        value = names.behind(item.context_expr)
        if isinstance(value, ast.Call) and names.dotted(value.func) in GROUP:
            return item
    return None


def blocks(case: Case) -> Iterator[ast.AsyncWith]:
    """Yield every `async with` of a TaskGroup."""
    for node in case.source.nodes:
        if isinstance(node, ast.AsyncWith) and group_in(case, node) is not None:
            yield node


def leaves(error: RunError | None, depth: int = MAX_DEPTH) -> Iterator[RunError]:
    """Yield what an exception group holds, groups within it opened; another error as it is."""
    if error is None:
        return
    if not error.exceptions or depth == 0:
        yield error
    for inner in error.exceptions if depth else ():
        yield from leaves(inner, depth - 1)

"""The context variables of a file, and the calls of their methods."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case


def variables(case: Case) -> frozenset[str]:
    """Return the names that stand for a ContextVar."""
    made = case.source.calls_to("contextvars.ContextVar")
    parents = (case.source.parent(call) for call in made)
    targets = [
        target
        for node in parents
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return frozenset(target.id for target in targets if isinstance(target, ast.Name))


def method_calls(case: Case, method: str, names: frozenset[str]) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of one of the variables' methods, each with the variable's name."""
    for node in case.source.nodes:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)):
                if attr == method and name in names:
                    yield name, node

"""Locks of the source: what made them, where they are taken, and what stands inside."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.source_names import bindings

LOCKS = ("asyncio.Lock", "asyncio.Condition")
SEMAPHORES = ("asyncio.Semaphore", "asyncio.BoundedSemaphore")
MAX_STEPS = 5


def maker(case: Case, node: ast.expr) -> ast.Call | None:
    """Return the call that made what an expression stands for: `asyncio.Lock()` for `self.lock`."""
    for _ in range(MAX_STEPS):
        node = case.source.names.behind(node)
        if isinstance(node, ast.Call):
            kept = _kept_under_a_key(node) or _given_by(case, node)
            if kept is None:
                return node
            node = kept
            continue
        value = _item(case, node) if isinstance(node, ast.Subscript) else None
        value = _attribute(case, node) if isinstance(node, ast.Attribute) else value
        if value is None:
            return None
        node = value
    return None


def _kept_under_a_key(call: ast.Call) -> ast.expr | None:
    """Return what `locks.setdefault(key, asyncio.Lock())` puts there, and `locks.get(...)` gives instead."""
    named = isinstance(call.func, ast.Attribute) and call.func.attr in ("setdefault", "get")
    return call.args[1] if named and len(call.args) == 2 else None


def _given_by(case: Case, call: ast.Call) -> ast.expr | None:
    """Return what a plain function of the answer's gives: `self.lock_for(key)` the lock it looks up."""
    for function in case.source.functions(case.source.names.last(call.func) or ""):
        returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
        if isinstance(function, ast.FunctionDef) and len(returns) == 1:
            return returns[0].value
    return None


def _item(case: Case, wanted: ast.Subscript) -> ast.expr:
    """Return what is assigned to an item of the same container, or else the container."""
    container = ast.unparse(wanted.value)
    for node in case.source.nodes:
        for target, value in bindings(node):
            if isinstance(target, ast.Subscript) and ast.unparse(target.value) == container:
                return value
    return wanted.value


def _attribute(case: Case, wanted: ast.Attribute) -> ast.expr | None:
    """Return what is assigned to an attribute of that name, whatever the object, or in a class's body."""
    for node in case.source.nodes:
        for target, value in bindings(node):
            if isinstance(target, ast.Attribute) and target.attr == wanted.attr:
                return value
    values = case.source.names.values(wanted.attr)
    return values[-1] if values and isinstance(wanted.value, ast.Name) else None


def is_made_by(case: Case, node: ast.expr, *dotted: str) -> bool:
    """Whether an expression stands for what one of these classes made."""
    call = maker(case, node)
    return call is not None and case.source.names.dotted(_class(case, call)) in dotted


def _class(case: Case, call: ast.Call) -> ast.expr:
    """Return what is called to make the thing, also by a `defaultdict` or by a dataclass field."""
    kind = case.source.names.last(call.func)
    factories = [one.value for one in call.keywords if kind == "field" and one.arg == "default_factory"]
    if kind == "defaultdict":
        factories = call.args[:1]
    if factories:
        made = factories[0].body if isinstance(factories[0], ast.Lambda) else factories[0]
        return made.func if isinstance(made, ast.Call) else made
    return call.func


def entered(case: Case, *dotted: str) -> Iterator[tuple[ast.With | ast.AsyncWith, ast.expr]]:
    """Yield every `with` and `async with` over what one of these classes made, and the expression."""
    for node in case.source.nodes:
        for item in node.items if isinstance(node, ast.With | ast.AsyncWith) else ():
            if is_made_by(case, item.context_expr, *dotted):
                yield node, item.context_expr  # type: ignore[misc]


def within(case: Case, node: ast.AST, block: ast.AST) -> bool:
    """Whether the node stands in the block's body, in the same function."""
    return any(up is block for up in case.source.above(node)) and (
        case.source.function_of(node) is case.source.function_of(block)
    )

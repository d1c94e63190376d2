"""What a program does with the coroutine object that a call gives it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.source import Function

_AS_THEY_ARE = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Starred, ast.ListComp, ast.SetComp, ast.IfExp,
                ast.NamedExpr)  # fmt: skip
_SHOWN = {
    "print",
    "len",
    "str",
    "repr",
    "int",
    "float",
    "sum",
    "sorted",
    "max",
    "min",
    "join",
    "dumps",
    "loads",
}


def used_as_value(case: Case, call: ast.Call) -> ast.AST | None:
    """Return the first node that works with what the call gives as if it were an ordinary value."""
    return next((node for one in _holders(case, call) if (node := _work(case, one)) is not None), None)


def handed_back(case: Case, call: ast.Call) -> ast.Return | None:
    """Return the `return` of a coroutine function that hands on what the call gives."""
    for one in _holders(case, call):
        for up in case.source.above(one):
            if isinstance(up, ast.Return):
                return up if isinstance(case.source.function_of(up), ast.AsyncFunctionDef) else None
            if not isinstance(up, _AS_THEY_ARE):
                break
    return None


def made_by(case: Case, call: ast.Call) -> ast.Call:
    """Return the call that gave the object to the code that works with it: not one in a plain helper."""
    for _ in range(3):
        owner = case.source.function_of(call)
        given = owner is not None and any(isinstance(up, ast.Return) for up in case.source.above(call))
        if not given or not isinstance(owner, ast.FunctionDef):
            break
        callers = [
            node
            for node in case.source.nodes
            if isinstance(node, ast.Call) and case.source.names.last(node.func) == owner.name
        ]
        if not callers:
            break
        call = callers[0]
    return call


def _holders(case: Case, call: ast.AST) -> Iterator[ast.AST]:
    """Yield the call, and in the same function every reading of a name that was given what it makes."""
    yield call
    name = _kept_as(case, call)
    owner = case.source.function_of(call)
    if name is None:
        return
    for node in case.source.nodes:
        is_read = isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        if is_read and _inside(case, node, owner):
            yield node


def _kept_as(case: Case, call: ast.AST) -> str | None:
    """Return the name that is given the object, or a collection of such objects."""
    for up in case.source.above(call):
        if isinstance(up, ast.Assign | ast.AnnAssign | ast.NamedExpr):
            targets = up.targets if isinstance(up, ast.Assign) else [up.target]
            kept = [one.value if isinstance(one, ast.Subscript) else one for one in targets]
            return next((one.id for one in kept if isinstance(one, ast.Name)), None)
        if isinstance(up, ast.Call):
            added = isinstance(up.func, ast.Attribute) and up.func.attr in ("append", "add", "insert")
            holder = up.func.value if isinstance(up.func, ast.Attribute) else None
            return holder.id if added and isinstance(holder, ast.Name) else None
        if not isinstance(up, _AS_THEY_ARE):
            return None
    return None


def _inside(case: Case, node: ast.AST, owner: Function | None) -> bool:
    return owner is None or any(up is owner for up in case.source.above(node))


def _work(case: Case, node: ast.AST) -> ast.AST | None:
    """Return the node around it, if that does with it what only ordinary values can do."""
    up = case.source.parent(node)
    match up:
        case ast.Attribute(attr=attr) if attr not in ("close", "send", "throw", "append", "add", "insert"):
            return up
        case ast.Subscript(value=value) if value is node and isinstance(node, ast.Call):
            return up
        case ast.Subscript() if isinstance(node, ast.Name) and _holds_one(case, node):
            return up
        case ast.BinOp(op=op) if not isinstance(op, ast.Mult):
            return up
        case ast.Assign(targets=[ast.Tuple() | ast.List()], value=value) if value is node:
            return up
        case ast.FormattedValue() | ast.Compare() | ast.AugAssign():
            return up
        case ast.Call(func=func) if node in up.args and case.source.names.last(func) in _SHOWN:
            return up
    return None


def _holds_one(case: Case, node: ast.Name) -> bool:
    """Tell whether the name is given a coroutine object, not a collection of them."""
    return case.source.names.kind(node) == "coroutine"

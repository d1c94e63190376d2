"""Where a value may come from: through names, parameters, loops, collections and helpers of the file.

As with `source_names`, scopes are not told apart: this finds words for what a run has shown.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.source import Source

MAX_STEPS, MAX_FOUND = 12, 40
_COPIES = ("list", "tuple", "set", "sorted", "reversed", "iter", "enumerate")


def origins(source: Source, node: ast.expr) -> list[ast.expr]:
    """Return the expressions that may have made the value, the nearest last assignment first.

    A call of a plain function of the file is looked through to what that function returns.
    """
    return _capped(_origins(source, node, MAX_STEPS))


def elements(source: Source, node: ast.expr) -> list[ast.expr]:
    """Return the expressions that make the items of a collection, as written there."""
    return _capped(_elements(source, node, MAX_STEPS))


def handed(source: Source, call: ast.Call) -> list[ast.expr]:
    """Return what the first argument of a call may be, names looked through; also through `map`."""
    return origins(source, call.args[0]) if call.args else []


def mapped(source: Source, call: ast.Call) -> ast.expr | None:
    """Return the function that `map(function, ...)` calls, within `list()` and the like as well."""
    while source.names.dotted(call.func) in _COPIES and call.args and isinstance(call.args[0], ast.Call):
        call = call.args[0]
    return call.args[0] if source.names.dotted(call.func) == "map" and len(call.args) > 1 else None


def _capped(found: Iterator[ast.expr]) -> list[ast.expr]:
    kept: list[ast.expr] = []
    for node in found:
        kept.append(node)
        if len(kept) == MAX_FOUND:
            break
    return kept


def _origins(source: Source, node: ast.expr, steps: int) -> Iterator[ast.expr]:
    if not steps:
        return
    if isinstance(node, ast.Starred):
        yield from _each(source, _elements(source, node.value, steps - 1), steps)
    elif isinstance(node, ast.NamedExpr):
        yield from _origins(source, node.value, steps - 1)
    elif isinstance(node, ast.IfExp):
        yield from _each(source, iter((node.body, node.orelse)), steps)
    elif isinstance(node, ast.Subscript):
        yield from _each(source, _elements(source, node.value, steps - 1), steps)
    elif isinstance(node, ast.Name):
        behind = list(_named(source, node.id, steps - 1))
        yield from _each(source, iter(behind), steps) if behind else iter((node,))
    else:
        returned = list(_returned(source, node))
        yield from _each(source, iter(returned), steps) if returned else iter((node,))


def _each(source: Source, nodes: Iterator[ast.expr], steps: int) -> Iterator[ast.expr]:
    for node in nodes:
        yield from _origins(source, node, steps - 1)


def _named(source: Source, name: str, steps: int) -> Iterator[ast.expr]:
    """Yield what a name was given: by `=`, by a loop over something, or as an argument."""
    yield from reversed(source.names.values(name))
    for node in source.nodes:
        if isinstance(node, ast.For | ast.comprehension):
            if isinstance(node.target, ast.Name) and node.target.id == name:
                yield from _elements(source, node.iter, steps)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args)]
            if name in names:
                yield from _arguments(source, node.name, names.index(name), name, names[:1])


def _arguments(source: Source, function: str, place: int, name: str, first: list[str]) -> Iterator[ast.expr]:
    place -= first in (["self"], ["cls"])
    for call in source.nodes:
        if isinstance(call, ast.Call) and source.names.last(call.func) == function:
            if place < len(call.args) and not any(isinstance(arg, ast.Starred) for arg in call.args[:place]):
                yield call.args[place]
            yield from (keyword.value for keyword in call.keywords if keyword.arg == name)


def _returned(source: Source, node: ast.expr) -> Iterator[ast.expr]:
    """Yield what a call of a plain function of the file, or of a lambda, gives."""
    if not isinstance(node, ast.Call) or source.names.is_async(node.func):
        return
    behind = source.names.behind(node.func)
    if isinstance(behind, ast.Lambda):
        yield behind.body
        return
    function = source.function(source.names.last(node.func) or "")
    for inner in ast.walk(function) if isinstance(function, ast.FunctionDef) else ():
        if isinstance(inner, ast.Return) and inner.value and source.function_of(inner) is function:
            yield inner.value


def _elements(source: Source, node: ast.expr, steps: int) -> Iterator[ast.expr]:
    if not steps:
        return
    match node:
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            for item in items:
                yield from (
                    _elements(source, item.value, steps - 1)
                    if isinstance(item, ast.Starred)
                    else iter((item,))
                )
        case ast.ListComp(elt=item) | ast.SetComp(elt=item) | ast.GeneratorExp(elt=item):
            yield item
        case ast.Dict(values=items):
            yield from items
        case ast.DictComp(value=item):
            yield item
        case ast.BinOp(left=left, op=ast.Mult()):
            yield from _elements(source, left, steps - 1)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from _elements(source, left, steps - 1)
            yield from _elements(source, right, steps - 1)
        case ast.Name(id=name):
            for value in _named(source, name, steps - 1):
                yield from _elements(source, value, steps - 1)
            yield from _put_in(source, name)
        case ast.Call(func=ast.Attribute(value=holder, attr="values" | "copy")):
            yield from _elements(source, holder, steps - 1)
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in _COPIES:
            yield from _elements(source, first, steps - 1)
        case ast.Call(func=ast.Name(id="map"), args=[function, first, *_]):
            yield ast.copy_location(ast.Call(func=function, args=[first], keywords=[]), node)


def _put_in(source: Source, name: str) -> Iterator[ast.expr]:
    """Yield what is put into the collection of that name."""
    for node in source.nodes:
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=holder), attr="append" | "add"), args=[item]
            ) if holder == name:
                yield item
            case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=holder))], value=item) if holder == name:
                yield item

"""What a call of `asyncio.gather` is given, followed through stars, names and small helpers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.source import Source
from grader.judge.trace_ends import raised_on
from grader.model import RunError

ADDERS = ("append", "add", "extend", "insert", "appendleft")
MAX_DEPTH = 4


def handed(source: Source, call: ast.Call) -> tuple[ast.expr, ...]:
    """Return the expressions whose values the call gets, as far as the text tells."""
    return tuple(item for argument in call.args for item in _argument(source, argument, MAX_DEPTH))


def refused(
    case: Case, is_meant: Callable[[ast.expr], bool]
) -> Iterator[tuple[Seen, ast.Call, tuple[ast.expr, ...], RunError]]:
    """Yield every call of gather that raised TypeError, with the items of the meant kind it was given."""
    for call in case.source.calls_to("asyncio.gather"):
        items = tuple(item for item in handed(case.source, call) if is_meant(item))
        for seen in case.suspects if items else ():
            error = raised_on(seen.trace, call.lineno, call.end_lineno or call.lineno)
            if error is not None and error.type == "TypeError":
                yield seen, call, items, error


def _argument(source: Source, node: ast.expr, depth: int) -> Iterator[ast.expr]:
    if depth == 0:
        return
    if isinstance(node, ast.Starred):
        yield from _items(source, node.value, depth - 1)
    else:
        yield behind(source, node)


def behind(source: Source, node: ast.expr) -> ast.expr:
    """Return the expression a name was given, by itself or in `a, b = one(), other()`."""
    found = source.names.behind(node)
    for assign in source.nodes if isinstance(found, ast.Name) else ():
        match assign:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                for target, value in zip(targets, values, strict=False):
                    if isinstance(target, ast.Name) and target.id == getattr(found, "id", None):
                        return value
    return found


def _items(source: Source, node: ast.expr, depth: int) -> Iterator[ast.expr]:
    """Yield what a collection is made of."""
    if depth == 0:
        return
    if isinstance(node, ast.Name):
        yield from _added(source, node.id, depth)
        yield from _passed(source, node, depth)
    node = source.names.behind(node)
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        for item in node.elts:
            yield from _argument(source, item, depth)
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
        yield from _element(source, node, depth)
    elif isinstance(node, ast.DictComp):
        yield source.names.behind(node.value)
    elif isinstance(node, ast.Call) and source.names.dotted(node.func) in ("list", "tuple", "set"):
        for argument in node.args[:1]:
            yield from _items(source, argument, depth - 1)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        yield from _items(source, node.left, depth - 1)


def _element(
    source: Source, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, depth: int
) -> Iterator[ast.expr]:
    """Yield what a comprehension yields; of `[job for job in jobs]`, what is in `jobs`."""
    target = node.generators[0].target
    if isinstance(node.elt, ast.Name) and isinstance(target, ast.Name) and node.elt.id == target.id:
        yield from _items(source, node.generators[0].iter, depth - 1)
    else:
        yield source.names.behind(node.elt)


def _added(source: Source, name: str, depth: int) -> Iterator[ast.expr]:
    """Yield what is appended to a name, or added with +=."""
    for node in source.nodes:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=verb), args=[*_, item]):
                if owner == name and verb in ADDERS:
                    if verb == "extend":
                        yield from _items(source, item, depth - 1)
                    else:
                        yield source.names.behind(item)
            case ast.AugAssign(target=ast.Name(id=owner), value=value) if owner == name:
                yield from _items(source, value, depth - 1)


def _passed(source: Source, name: ast.Name, depth: int) -> Iterator[ast.expr]:
    """Yield what callers pass for a parameter, `*jobs` or `jobs`, of the function the name stands in."""
    function = source.function_of(name)
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    skip = 1 if names[:1] == ["self"] else 0
    for call in source.nodes:
        if not isinstance(call, ast.Call) or source.names.last(call.func) != function.name:
            continue
        if arguments.vararg is not None and arguments.vararg.arg == name.id:
            for argument in call.args[len(names) - skip :]:
                yield from _argument(source, argument, depth - 1)
        elif name.id in names and 0 <= names.index(name.id) - skip < len(call.args):
            yield from _items(source, call.args[names.index(name.id) - skip], depth - 1)

"""Coroutine functions that give no turn away: nothing in them ever has to wait."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case, Seen

PAUSES = (ast.Await, ast.AsyncFor, ast.AsyncWith)
_FREE = ("asyncio.Lock", "asyncio.Semaphore", "asyncio.BoundedSemaphore")
"""What is entered without waiting as long as nobody else is in."""


def pauses(case: Case, function: ast.AST) -> tuple[ast.AST, ...]:
    """Return the places in its own body at which the function could wait."""
    return tuple(
        node
        for node in ast.walk(function)
        if (isinstance(node, PAUSES) or (isinstance(node, ast.comprehension) and node.is_async))
        and (isinstance(node, ast.comprehension) or case.source.function_of(node) is function)
    )


def is_turnless(case: Case, function: ast.AST, depth: int = 5) -> bool:
    """Tell whether it is a coroutine function, no generator, in which nothing ever has to wait."""
    if not isinstance(function, ast.AsyncFunctionDef) or not depth:
        return False
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function)):
        return False
    return all(_goes_on(case, node, depth) for node in pauses(case, function))


def _goes_on(case: Case, node: ast.AST, depth: int) -> bool:
    names = case.source.names
    if isinstance(node, ast.AsyncWith):
        return all(names.dotted(names.behind(item.context_expr)) in _CONTEXTS for item in node.items)
    if not isinstance(node, ast.Await):
        return False
    awaited = names.behind(node.value)
    if isinstance(awaited, ast.Call) and names.is_async(awaited.func):
        called = case.source.functions(names.last(awaited.func))
        return bool(called) and all(is_turnless(case, one, depth - 1) for one in called)
    return isinstance(node.value, ast.Name) and _is_set_before(case, node, node.value.id)


_CONTEXTS = {f"{name}()" for name in _FREE}


def _is_set_before(case: Case, node: ast.AST, name: str) -> bool:
    """Tell whether the same function gives the future its result, and awaits it only then."""
    owner = case.source.function_of(node)
    return any(
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "set_result"
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == name
        and call.lineno <= getattr(node, "lineno", 0)
        for call in ast.walk(owner or ast.Pass())
    )


def turnless(case: Case) -> Iterator[tuple[Seen, ast.AsyncFunctionDef]]:
    """Yield the turnless functions that were to run beside others, in runs that asked for turns.

    What never waits leaves no trace when it is awaited from outside the file; such a function counts
    when the file itself makes tasks of it, or leaves its calls to others.
    """
    for seen in case.questioned("concurrency"):
        if not seen.plain or not seen.finished or seen.trace.blocked:
            continue
        for function in case.source.functions():
            if not isinstance(function, ast.AsyncFunctionDef) or function.name in (case.call, seen.target):
                continue
            if not is_turnless(case, function) or seen.trace.waits(function=function.name):
                continue
            beside = [one for one in seen.trace.calls(function.name) if one.own_task]
            from_outside = bool(case.checks) and case.source.function(seen.target) is None
            if len(beside) > 1 or (from_outside and _is_left_to_others(case, function)):
                yield seen, function


def _is_left_to_others(case: Case, function: ast.AsyncFunctionDef) -> bool:
    """Tell whether no coroutine of the file awaits it directly, and there is something in it."""
    calls = [
        node
        for node in case.source.nodes
        if isinstance(node, ast.Call) and case.source.names.last(node.func) == function.name
    ]
    direct = [call for call in calls if isinstance(case.source.parent(call), ast.Await)]
    does = any(isinstance(node, ast.For | ast.While | ast.Call) for node in ast.walk(function))
    return does and (not calls or len(direct) < len(calls))

"""A plain function is used where a coroutine function is called for."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import raised
from grader.judge.rules.case import Case
from grader.judge.rules.origins import elements
from grader.judge.rules.outside import PROTOCOL, methods, raised_outside
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("blocking-sleep", "await-non-awaitable", "wrong-delay", "async-without-await",
            "create-task-on-result", "fetch-not-called", "gather-of-functions")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for error in raised(case, "TypeError", "ValueError"):
        function = _plain_behind(case, error.node) if error.not_awaitable or error.calls else None
        if function is not None and error.place is not None:
            name = f"{function.name}()"
            facts = (
                at(
                    None, f"Line {error.place.line} calls {code(name)}; it runs to its end and gives a value."
                ),
                at(error.seen.trace.duration, f"The value cannot be awaited: {error.error.type}."),
            )
            yield error.seen.sighting(case.source.place_of(function), facts, error.said, name=name)
    yield from _used(case)
    for seen in case.suspects if case.failed else ():
        called = case.source.function(seen.target)
        if seen.run.kind == "value" and seen.target != case.call and isinstance(called, ast.FunctionDef):
            fact = at(seen.run.elapsed, f"{code(seen.call)} gives its value at once; it made no coroutine.")
            yield seen.sighting(case.source.place_of(called), [fact], name=f"{called.name}()")


def _used(case: Case) -> Iterable[Sighting]:
    """Yield the plain methods whose value was awaited by what uses the answer."""
    plain = [one for one in methods(case) if _is_plain(case, one)]
    for error in raised_outside(case, "TypeError") if plain else ():
        kind = error.not_awaitable
        asked = [
            one
            for one in plain
            if (one.name in PROTOCOL if kind is None else not one.name.startswith("__"))
            and any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(one))
        ]
        for function in asked[:1]:
            name = f"{function.name}()"
            fact = at(
                error.seen.trace.duration, f"{code(name)} gives its value at once; it has to be awaited."
            )
            yield error.seen.sighting(case.source.place_of(function), [fact], error.said, name=name)


def _plain_behind(case: Case, node: ast.AST | None) -> ast.FunctionDef | None:
    """Return the plain function of the file whose value was awaited, or handed to asyncio."""
    source = case.source
    if isinstance(node, ast.Await):
        inside: list[ast.AST] = [source.names.behind(node.value)]
    elif isinstance(node, ast.Call) and _takes_awaitables(case, node):
        inside = [part for one in node.args for part in _parts(case, one)]
    else:
        return None
    for call in inside:
        if isinstance(call, ast.Call) and (name := source.names.last(call.func)):
            found = source.functions(name)
            if found and all(_is_plain(case, one) for one in found) and isinstance(found[0], ast.FunctionDef):
                return found[0]
    return None


def _takes_awaitables(case: Case, call: ast.Call) -> bool:
    dotted = case.source.names.dotted(call.func) or ""
    return dotted.startswith("asyncio.") or dotted.endswith((".create_task", ".run_until_complete"))


def _parts(case: Case, node: ast.expr) -> Iterable[ast.AST]:
    """Yield what an argument consists of, names looked up, and the items behind a star."""
    items = elements(case.source, node.value) if isinstance(node, ast.Starred) else [node]
    for item in items:
        yield from ast.walk(case.source.names.behind(item) if isinstance(item, ast.Name) else item)


def _is_plain(case: Case, function: ast.AST) -> bool:
    """Tell whether it is no coroutine function, and makes no coroutines either."""
    if not isinstance(function, ast.FunctionDef):
        return False
    makes = (ast.Yield, ast.YieldFrom)
    return not any(
        isinstance(node, makes) or (isinstance(node, ast.Call) and case.source.names.is_async(node.func))
        for node in ast.walk(function)
    )

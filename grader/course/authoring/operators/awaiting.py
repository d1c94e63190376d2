"""Mistakes in how something is awaited: not at all, in turn, in another order, for another time."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.course.authoring.operators.source import Change, Edit, Source, is_call, keyword, operator

_STARTED = ("create_task", "ensure_future", "run_in_executor", "create_future", "wrap_future")


@operator()
def drop_await(source: Source, node: ast.AST) -> Iterator[Change]:
    """Leave out an `await`."""
    if isinstance(node, ast.Await):
        yield source.swap(node, source.of(node.value))


@operator()
def drop_awaited(source: Source, node: ast.AST) -> Iterator[Change]:
    """Leave out a line that only awaits something."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Await):
        yield source.swap(node, "pass")


@operator()
def gather_in_turn(source: Source, node: ast.AST) -> Iterator[Change]:
    """Await one coroutine after the other instead of gathering them."""
    if isinstance(node, ast.Await) and (call := _gather(node.value)) and not _runs_already(source, call):
        if len(call.args) == 1 and isinstance(call.args[0], ast.Starred):
            yield source.swap(node, f"[await each for each in {source.of(call.args[0].value)}]")
        elif call.args and not any(isinstance(arg, ast.Starred) for arg in call.args):
            yield source.swap(node, f"[{', '.join(f'await {source.of(arg)}' for arg in call.args)}]")


@operator()
def drop_star(source: Source, node: ast.AST) -> Iterator[Change]:
    """Hand `gather` a list."""
    if call := _gather(node):
        for arg in call.args:
            if isinstance(arg, ast.Starred):
                yield source.swap(arg, source.of(arg.value))


@operator()
def forget_one(source: Source, node: ast.AST) -> Iterator[Change]:
    """Leave one out of those that are gathered or waited for."""
    if call := _gather(node):
        for arg in call.args:
            if isinstance(arg, ast.Starred):
                yield source.swap(arg, f"*list({source.of(arg.value)})[:-1]")
        if len(call.args) > 1 and not isinstance(call.args[-1], ast.Starred):
            start, (_, end) = source.span(call.args[-2])[1], source.span(call.args[-1])
            yield (Edit(start=start, end=end, text=""),)
    elif isinstance(node, ast.Call) and is_call(node, "wait") and node.args:
        yield source.swap(node.args[0], f"list({source.of(node.args[0])})[:-1]")


@operator()
def reverse_results(source: Source, node: ast.AST) -> Iterator[Change]:
    """Bring results into the opposite order."""
    if isinstance(node, ast.Await) and _gather(node.value):
        if not isinstance(source.parent(node), ast.Expr):
            yield source.swap(node, f"({source.of(node)})[::-1]")
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.ListComp):
        yield source.swap(node.value, f"{source.of(node.value)}[::-1]")


@operator(quiet=True)
def return_exceptions(source: Source, node: ast.AST) -> Iterator[Change]:
    """Turn `return_exceptions` of `gather` the other way."""
    if call := _gather(node):
        if found := keyword(call, "return_exceptions"):
            yield source.swap(found.value, f"not {source.of(found.value)}")
        elif call.args:
            end = source.span(call.args[-1])[1]
            yield (_insert(end, ", return_exceptions=True"),)


@operator()
def wait_for_other(source: Source, node: ast.AST) -> Iterator[Change]:
    """Have `asyncio.wait` come back at another moment."""
    if isinstance(node, ast.Call) and is_call(node, "wait") and node.args:
        if found := keyword(node, "return_when"):
            other = "FIRST_COMPLETED" if "ALL" in source.of(found.value) else "ALL_COMPLETED"
            yield source.swap(found.value, f"asyncio.{other}")
        else:
            yield (_insert(source.span(node)[1] - 1, ", return_when=asyncio.FIRST_COMPLETED"),)


@operator()
def in_order_of_input(source: Source, node: ast.AST) -> Iterator[Change]:
    """Take results in the order of the input instead of as they are completed."""
    if isinstance(node, ast.Call) and is_call(node, "as_completed") and node.args:
        yield source.swap(node, source.of(node.args[0]))


@operator()
def blocking_sleep(source: Source, node: ast.AST) -> Iterator[Change]:
    """Sleep without letting the loop go."""
    if (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Await)
        and (call := _sleep(node.value.value))
    ):
        yield source.swap(node, f"import time as real; real.sleep({source.of(call.args[0])})")


@operator()
def no_delay(source: Source, node: ast.AST) -> Iterator[Change]:
    """Sleep no time."""
    if (call := _sleep(node)) and source.of(call.args[0]) != "0":
        yield source.swap(call.args[0], "0")


@operator()
def other_delay(source: Source, node: ast.AST) -> Iterator[Change]:
    """Sleep longer."""
    if call := _sleep(node):
        delay = source.of(call.args[0])
        yield source.swap(call.args[0], "1" if delay == "0" else f"2 * ({delay})")


@operator()
def call_in_the_loop(source: Source, node: ast.AST) -> Iterator[Change]:
    """Call a blocking function in the loop's own thread."""
    if isinstance(node, ast.Await) and isinstance(call := node.value, ast.Call):
        passed = {"to_thread": 0, "run_in_executor": 1}
        skip = next((skip for name, skip in passed.items() if is_call(call, name)), None)
        if skip is not None and len(call.args) > skip:
            function, *rest = call.args[skip:]
            words = [source.of(arg) for arg in rest] + [source.of(each) for each in call.keywords]
            yield source.swap(node, f"{source.of(function)}({', '.join(words)})")


# ---- what the operators look for -----------------------------------------------------------------


def _gather(node: ast.AST) -> ast.Call | None:
    return node if isinstance(node, ast.Call) and is_call(node, "gather") else None


def _sleep(node: ast.AST) -> ast.Call | None:
    return node if isinstance(node, ast.Call) and is_call(node, "sleep") and node.args else None


def _runs_already(source: Source, call: ast.Call) -> bool:
    """Tell whether what is gathered runs already: then awaiting it in turn is right."""
    if any(isinstance(node, ast.Call) and is_call(node, *_STARTED) for node in ast.walk(call)):
        return True
    given = [arg.value if isinstance(arg, ast.Starred) else arg for arg in call.args]
    if all(isinstance(each, (ast.Call, ast.ListComp, ast.GeneratorExp)) for each in given):
        return False
    return any(getattr(node, "attr", getattr(node, "id", "")) in _STARTED for node in source.nodes)


def _insert(at: int, text: str) -> Edit:
    return Edit(start=at, end=at, text=text)

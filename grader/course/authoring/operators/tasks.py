"""Mistakes with tasks: none made, awaited at once, never cancelled, results taken from elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.course.authoring.operators.source import Change, Edit, Source, is_call, operator

_REPEATED = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@operator()
def drop_create_task(source: Source, node: ast.AST) -> Iterator[Change]:
    """Pass the coroutines on instead of tasks of them."""
    if isinstance(node, (ast.AsyncFunctionDef, ast.FunctionDef)):
        # All at once: of several, the one that is awaited first need not be a task.
        made = [call for call in _making(node) if source.function(call) is node]
        if made:
            yield tuple(edit for call in made for edit in source.swap(call, source.of(call.args[0])))


@operator()
def await_at_once(source: Source, node: ast.AST) -> Iterator[Change]:
    """Await a task on the line that makes it."""
    if isinstance(node, ast.AsyncFunctionDef):
        made = [call for call in _making(node) if source.function(call) is node]
        for call in made:
            # The last one may be awaited where it is made.
            repeated = any(isinstance(each, _REPEATED) for each in source.around(call))
            if (repeated or call is not made[-1]) and not isinstance(source.parent(call), ast.Await):
                yield source.swap(call, _awaited(source, call))


@operator()
def drop_cancel(source: Source, node: ast.AST) -> Iterator[Change]:
    """Let a task run on that was to be cancelled."""
    if isinstance(node, ast.Expr) and is_call(node.value, "cancel"):
        yield source.swap(node, "pass")


@operator()
def result_at_once(source: Source, node: ast.AST) -> Iterator[Change]:
    """Take a task's result without waiting for it."""
    if isinstance(node, ast.Await) and isinstance(node.value, (ast.Name, ast.Subscript)):
        yield source.swap(node, f"{source.of(node.value)}.result()")


@operator()
def drop_group(source: Source, node: ast.AST) -> Iterator[Change]:
    """Make tasks without the group that would wait for them."""
    if isinstance(node, ast.AsyncWith) and len(node.items) == 1:
        item = node.items[0]
        if is_call(item.context_expr, "TaskGroup") and isinstance(item.optional_vars, ast.Name):
            group = item.optional_vars.id
            edits = list(source.header(node, "if True"))
            for each in ast.walk(source.function(node) or source.tree):
                if (
                    isinstance(each, ast.Attribute)
                    and isinstance(each.value, ast.Name)
                    and each.value.id == group
                ):
                    start, end = source.span(each.value)
                    edits.append(Edit(start=start, end=end, text="asyncio"))
            yield tuple(edits)


def _making(function: ast.AST) -> list[ast.Call]:
    """Return the calls in a function that make tasks, in the order of the text."""
    calls = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and is_call(node, "create_task", "ensure_future") and node.args
    ]
    return sorted(calls, key=lambda call: (call.lineno, call.col_offset))


def _awaited(source: Source, call: ast.Call) -> str:
    made = source.of(call)
    if isinstance(source.parent(call), ast.Expr):
        return f"await {made}"
    return f"(started := {made}, await started)[0]"

"""Mistakes about ends: cancellation, errors, clean-up and timeouts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grader.course.authoring.operators.source import Change, Edit, Source, is_call, keyword, operator

_FINALLY = re.compile(r"^\s*(finally)\s*:", re.MULTILINE)
_TIMEOUTS = ("timeout", "timeout_at")


@operator()
def drop_raise(source: Source, node: ast.AST) -> Iterator[Change]:
    """Swallow what was to be raised: a cancellation, an error."""
    if isinstance(node, ast.Raise):
        yield source.swap(node, "pass")


@operator(quiet=True)
def catch_more(source: Source, node: ast.AST) -> Iterator[Change]:
    """Catch more than was meant: any error, or cancellation as well."""
    if isinstance(node, ast.ExceptHandler) and node.type is not None:
        name = source.of(node.type)
        if name == "Exception" or "CancelledError" in name:
            yield source.swap(node.type, "BaseException")
        elif name != "BaseException":
            yield source.swap(node.type, "Exception")


@operator(quiet=True)
def catch_less(source: Source, node: ast.AST) -> Iterator[Change]:
    """Catch no cancellation, or nothing at all."""
    if isinstance(node, ast.ExceptHandler) and node.type is not None:
        name = source.of(node.type)
        of_cancellation = name == "BaseException" or "CancelledError" in name
        yield source.swap(node.type, "Exception" if of_cancellation else "()")


@operator(quiet=True)
def drop_finally(source: Source, node: ast.AST) -> Iterator[Change]:
    """Clean up only where nothing goes wrong."""
    if not (isinstance(node, ast.Try) and node.finalbody):
        return
    before = [*node.body, *node.handlers, *node.orelse][-1]
    gap = source.span(before)[1], source.span(node.finalbody[0])[0]
    if (found := _FINALLY.search(source.between(*gap))) is None:
        return
    at = gap[0] + len(source.between(*gap)[: found.start(1)].encode())
    edits = [Edit(start=at, end=at + len("finally"), text="if True")]
    if not node.handlers:
        start = source.span(node)[0]
        edits.append(Edit(start=start, end=start + len("try"), text="if True"))
    yield tuple(edits)


@operator(quiet=True)
def drop_shield(source: Source, node: ast.AST) -> Iterator[Change]:
    """Leave out a shield."""
    if isinstance(node, ast.Call) and is_call(node, "shield") and node.args:
        yield source.swap(node, source.of(node.args[0]))


@operator(quiet=True)
def drop_suppress(source: Source, node: ast.AST) -> Iterator[Change]:
    """Let through what was to be suppressed."""
    if (
        isinstance(node, ast.With)
        and len(node.items) == 1
        and is_call(node.items[0].context_expr, "suppress")
    ):
        yield source.header(node, "if True")


@operator(quiet=True)
def drop_timeout(source: Source, node: ast.AST) -> Iterator[Change]:
    """Wait without an end."""
    if isinstance(node, ast.AsyncWith) and len(node.items) == 1:
        if is_call(node.items[0].context_expr, *_TIMEOUTS) and node.items[0].optional_vars is None:
            yield source.header(node, "if True")
    elif isinstance(node, ast.Call) and is_call(node, "wait_for") and node.args:
        yield source.swap(node, source.of(node.args[0]))
    elif isinstance(node, ast.Call) and is_call(node, "wait") and (limit := keyword(node, "timeout")):
        yield source.swap(limit.value, "None")


@operator(quiet=True)
def timeout_per_item(source: Source, node: ast.AST) -> Iterator[Change]:
    """Give every item the time that was meant for all."""
    if isinstance(node, ast.AsyncWith) and len(node.items) == 1 and len(node.body) == 1:
        inner = node.body[0]
        if is_call(node.items[0].context_expr, *_TIMEOUTS) and isinstance(inner, (ast.For, ast.AsyncFor)):
            outer_text = source.between(source.span(node)[0], source.colon(node))
            inner_text = source.between(source.span(inner)[0], source.colon(inner))
            yield source.header(node, inner_text) + source.header(inner, outer_text)
    elif isinstance(node, ast.Call) and is_call(node, "wait_for") and len(node.args) == 2:
        yield from _per_item(source, node)


def _per_item(source: Source, node: ast.Call) -> Iterator[Change]:
    """Change `wait_for(gather(*[f(x) for x in xs]), s)` to `gather(*[wait_for(f(x), s) for x in xs])`."""
    all_of, limit = node.args
    if not (isinstance(all_of, ast.Call) and is_call(all_of, "gather") and len(all_of.args) == 1):
        return
    star = all_of.args[0]
    if isinstance(star, ast.Starred) and isinstance(star.value, (ast.ListComp, ast.GeneratorExp)):
        each = star.value.elt
        wrapped = f"{source.of(node.func)}({source.of(each)}, {source.of(limit)})"
        (start, end), (from_, to) = source.span(all_of), source.span(each)
        yield source.swap(node, source.between(start, from_) + wrapped + source.between(to, end))


@operator()
def drop_async_with(source: Source, node: ast.AST) -> Iterator[Change]:
    """Use something without entering it."""
    if not (isinstance(node, ast.AsyncWith) and len(node.items) == 1):
        return
    item = node.items[0]
    if is_call(item.context_expr, "TaskGroup", *_TIMEOUTS):
        return
    if item.optional_vars is None:
        yield source.header(node, "if True")
    elif isinstance(item.optional_vars, ast.Name):
        yield source.header(
            node, f"if ({item.optional_vars.id} := {source.of(item.context_expr)}) is not None"
        )


@operator()
def stop_iteration(source: Source, node: ast.AST) -> Iterator[Change]:
    """End an asynchronous iterator as a plain one."""
    if isinstance(node, ast.Name) and node.id == "StopAsyncIteration" and isinstance(node.ctx, ast.Load):
        yield source.swap(node, "StopIteration")

"""Mistakes with what is shared: locks, semaphores, queues, conditions; and how many of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.course.authoring.operators.source import Change, Edit, Source, is_call, operator

_LOCKS = ("Lock", "Semaphore", "BoundedSemaphore", "Condition")
_LIMITS = ("Semaphore", "BoundedSemaphore")
_SIGNALS = ("set", "clear", "notify", "notify_all", "release", "reset", "shutdown", "discard", "remove")
_ENDS = ("close", "aclose", "wait_closed", "join", "drain", "uncancel", "add_done_callback")


@operator(quiet=True)
def lock_of_its_own(source: Source, node: ast.AST) -> Iterator[Change]:
    """Take a new lock or semaphore in every call."""
    if not (
        isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and is_call(node.value, *_LOCKS)
    ):
        return
    names = {source.of(target) for target in node.targets}
    uses = [
        item.context_expr
        for each in source.nodes
        if isinstance(each, ast.AsyncWith)
        for item in each.items
        if source.of(item.context_expr) in names
    ]
    if uses:
        yield tuple(edit for use in uses for edit in source.swap(use, source.of(node.value)))


@operator(quiet=True)
def limit_of_one(source: Source, node: ast.AST) -> Iterator[Change]:
    """Let only one in."""
    if (
        isinstance(node, ast.Call)
        and is_call(node, *_LIMITS)
        and node.args
        and source.of(node.args[0]) != "1"
    ):
        yield source.swap(node.args[0], "1")


@operator(quiet=True)
def one_too_many(source: Source, node: ast.AST) -> Iterator[Change]:
    """Let one too many in; count one too far."""
    if isinstance(node, ast.Call) and is_call(node, *_LIMITS, "range") and len(node.args) == 1:
        yield source.swap(node.args[0], f"{source.of(node.args[0])} + 1")


@operator(quiet=True)
def one_too_few(source: Source, node: ast.AST) -> Iterator[Change]:
    """Make one worker, one round or one end mark too few."""
    if isinstance(node, ast.Call) and is_call(node, "range") and len(node.args) == 1:
        yield source.swap(node.args[0], f"{source.of(node.args[0])} - 1")


@operator(quiet=True)
def other_room(source: Source, node: ast.AST) -> Iterator[Change]:
    """Give a queue no bound, or a bound it was not meant to have."""
    if isinstance(node, ast.Call) and is_call(node, "Queue"):
        end = source.span(node)[1]
        start = source.span(node.func)[1]
        text = "()" if node.args or node.keywords else "(1)"
        yield (Edit(start=start, end=end, text=text),)


@operator()
def drop_task_done(source: Source, node: ast.AST) -> Iterator[Change]:
    """Never tell a queue that an item is done."""
    if isinstance(node, ast.Expr) and is_call(node.value, "task_done"):
        yield source.swap(node, "pass")


@operator()
def task_done_twice(source: Source, node: ast.AST) -> Iterator[Change]:
    """Tell a queue twice that an item is done."""
    if isinstance(node, ast.Expr) and is_call(node.value, "task_done"):
        yield source.swap(node, f"{source.of(node)}; {source.of(node)}")


@operator()
def drop_signal(source: Source, node: ast.AST) -> Iterator[Change]:
    """Leave out the line that would wake others or let them in."""
    if isinstance(node, ast.Expr) and is_call(node.value, *_SIGNALS):
        yield source.swap(node, "pass")


@operator()
def drop_clean_up(source: Source, node: ast.AST) -> Iterator[Change]:
    """Leave out a line that closes something."""
    if isinstance(node, ast.Expr) and is_call(node.value, *_ENDS):
        yield source.swap(node, "pass")


@operator(quiet=True)
def look_once(source: Source, node: ast.AST) -> Iterator[Change]:
    """Look only once whether a condition holds."""
    if isinstance(node, ast.While) and not isinstance(node.test, ast.Constant) and not node.orelse:
        start = source.span(node)[0]
        yield (Edit(start=start, end=start + len("while"), text="if"),)


@operator()
def drop_return(source: Source, node: ast.AST) -> Iterator[Change]:
    """Return nothing."""
    if isinstance(node, ast.Return) and node.value is not None and source.of(node.value) != "None":
        yield source.swap(node, source.of(node.value))

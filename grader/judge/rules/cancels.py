"""Requests to cancel a task that the program made itself, and what stood around the task then."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.trace_records import Cancellation
from grader.model import TaskRecord, Wait

CANCELLED = ("asyncio.CancelledError", "asyncio.exceptions.CancelledError", "CancelledError")
EVERYTHING = ("BaseException", "builtins.BaseException")


def requests(seen: Seen) -> Iterator[tuple[Cancellation, TaskRecord]]:
    """Yield every call of a task's `cancel()` in the program, with the task."""
    for request in seen.trace.cancellations:
        task = seen.trace.task(request.task)
        if task is not None and request.via == "cancel" and request.by not in (None, task.id):
            yield request, task


def stood(task: TaskRecord, request: Cancellation) -> Wait | None:
    """Return the wait that the request cut short."""
    cut = [
        wait for wait in task.waits if wait.start <= request.at + 1e-9 and abs(wait.end - request.at) < 1e-9
    ]
    return cut[-1] if cut else None


def blocks_around(case: Case, wait: Wait) -> Iterator[ast.Try]:
    """Yield the `try` statements whose bodies the wait stood in, innermost first."""
    lines = [place.line for place in reversed(wait.stack)]
    for line in lines:
        found = [node for node in case.source.nodes if isinstance(node, ast.Try) and _spans(node, line)]
        yield from sorted(found, key=lambda node: -node.lineno)


def _spans(node: ast.Try, line: int) -> bool:
    return node.body[0].lineno <= line <= (node.body[-1].end_lineno or node.lineno)


def takes_cancel(case: Case, handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler catches CancelledError."""
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    dotted = [None if one is None else case.source.names.dotted(one) for one in types]
    return handler.type is None or any(name in (*CANCELLED, *EVERYTHING) for name in dotted)


def raises(case: Case, handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler sends on what it caught; raising something else does not."""
    found = [node for part in handler.body for node in ast.walk(part) if isinstance(node, ast.Raise)]
    return any(node.exc is None or _is_cancel(case, handler, node.exc) for node in found)


def _is_cancel(case: Case, handler: ast.ExceptHandler, raised: ast.expr) -> bool:
    if isinstance(raised, ast.Name) and raised.id == handler.name:
        return True
    made = raised.func if isinstance(raised, ast.Call) else raised
    return case.source.names.dotted(made) in CANCELLED

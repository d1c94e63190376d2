"""A task was cancelled, caught that, and ended as if nothing had been asked."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules import managers
from grader.judge.rules.cancels import blocks_around, raises, requests, stood, takes_cancel
from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.model import Wait

LEVEL = ESSENTIAL


def _around_yields(case: Case, wait: Wait) -> Iterator[ast.Try]:
    """Yield the `try` statements around the block of an asynchronous context manager, for a wait outside."""
    for _, node in managers.generators(case) if not wait.stack else ():
        yield from managers.blocks_around(case, node)


def _is_its_cause(case: Case, seen: Seen) -> bool:
    """Tell whether cancellations alone are kept: of an `__aexit__` that keeps all errors, more is told."""
    return seen in case.asked("cancellation") and not case.asked("errors")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for request, task in requests(seen):
            wait = stood(task, request)
            if wait is None or task.how == "cancelled" or task.how == "raised":
                continue
            yield from _kept_by_managers(case, seen, request.at)
            blocks = [*blocks_around(case, wait), *_around_yields(case, wait)]
            handlers = [one for block in blocks for one in block.handlers]
            handler = next((one for one in handlers if takes_cancel(case, one)), None)
            left = next((one for block in blocks for one in _leaves(block)), None)
            if left is None and (handler is None or raises(case, handler)):
                continue
            end = left or handler
            line = request.place.line if request.place is not None else None
            over = "It ends as if it had not been asked." if task.how == "returned" else "It goes on."
            facts = (
                at(request.at, f"Line {line} cancels the task." if line else "The task is cancelled."),
                at(request.at, f"{_what(left, handler)} {over}"),
            )
            leaves: dict[str, str] = {"leaves": type(left).__name__.lower()} if left else {}
            yield seen.sighting(case.source.place_of(end), facts, asked=request.at, **leaves)


def _kept_by_managers(case: Case, seen: Seen, asked: float) -> Iterator[Sighting]:
    for leave in managers.swallowing_exits(case) if _is_its_cause(case, seen) else ():
        told = at(asked, f"It reaches {code('__aexit__')}, which keeps it.")
        yield seen.sighting(case.source.place_of(leave), (told,), asked=asked, exits=str(leave.lineno))


def _what(left: ast.stmt | None, handler: ast.ExceptHandler | None) -> str:
    if left is not None:
        return f"Line {left.lineno} leaves the {code('finally')}, and the cancellation is dropped."
    return f"The {code('except')} on line {handler.lineno if handler else 0} catches it."


def _leaves(block: ast.Try) -> Iterator[ast.stmt]:
    """Yield the statements that leave a `finally` before its end, with whatever was under way."""
    for part in block.finalbody:
        if isinstance(part, ast.Return | ast.Break | ast.Continue):
            yield part

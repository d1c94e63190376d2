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
            for leave in managers.swallowing_exits(case) if _is_its_cause(case, seen) else ():
                told = at(request.at, f"It reaches {code('__aexit__')}, which keeps it.")
                yield seen.sighting(
                    case.source.place_of(leave), (told,), asked=request.at, leaves=str(leave.lineno)
                )
            blocks = [*blocks_around(case, wait), *_around_yields(case, wait)]
            handlers = [one for block in blocks for one in block.handlers]
            handler = next((one for one in handlers if takes_cancel(case, one)), None)
            if handler is None or raises(case, handler):
                continue
            line = request.place.line if request.place is not None else None
            over = "It ends as if it had not been asked." if task.how == "returned" else "It goes on."
            facts = (
                at(request.at, f"Line {line} cancels the task." if line else "The task is cancelled."),
                at(request.at, f"The {code('except')} on line {handler.lineno} catches it. {over}"),
            )
            yield seen.sighting(case.source.place_of(handler), facts, asked=request.at)

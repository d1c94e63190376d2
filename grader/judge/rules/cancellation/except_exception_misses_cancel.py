"""Clean-up stands in `except Exception`, which a cancellation passes by."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules import managers
from grader.judge.rules.cancels import blocks_around, stood, takes_cancel
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.model import Wait

LEVEL = ESSENTIAL
NOTES = ("add", "append", "discard", "remove")
TELLS = ("print", "debug", "info", "warning", "error", "exception")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.failed else ():
        for request in seen.trace.cancellations:
            task = seen.trace.task(request.task)
            wait = stood(task, request) if task is not None and task.how == "cancelled" else None
            for block in _blocks(case, wait):
                handler = _passed_by(case, block)
                if handler is None or task is None:
                    continue
                line = handler.body[0].lineno
                facts = (
                    at(request.at, "The task is cancelled while it waits inside the `try`."),
                    at(task.ended, f"It ends; line {line}, under the `except`, has not run."),
                )
                yield seen.sighting(case.source.place_of(handler), facts, first=str(line))


def _blocks(case: Case, wait: Wait | None) -> Iterator[ast.Try]:
    """Yield the `try` statements around a wait; for one outside, those around a manager's block."""
    if wait is not None:
        yield from blocks_around(case, wait)
    for _, node in managers.generators(case) if wait is not None and not wait.stack else ():
        yield from managers.blocks_around(case, node)


def _passed_by(case: Case, block: ast.Try) -> ast.ExceptHandler | None:
    """Return the handler for every Exception that does something, where nothing else would clean up."""
    if block.finalbody or any(takes_cancel(case, handler) for handler in block.handlers):
        return None
    for handler in block.handlers:
        named = handler.type is not None and case.source.names.last(handler.type) == "Exception"
        works = any(
            isinstance(node, ast.Assign) or (isinstance(node, ast.Call) and not _notes(handler, node))
            for part in handler.body
            for node in ast.walk(part)
        )
        if named and works:
            return handler
    return None


def _notes(handler: ast.ExceptHandler, call: ast.Call) -> bool:
    """Tell whether a call only notes that there was an error, or which: `failed.add(page)`, `tell(error)`."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = {node.id for part in call.args for node in ast.walk(part) if isinstance(node, ast.Name)}
    return name in TELLS or (name in NOTES and bool(given)) or handler.name in given

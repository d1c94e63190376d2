"""Clean-up stands below an `await` that was cut short, and so never ran."""

import ast
from collections.abc import Iterable

from grader.judge.rules.cancels import stood
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.model import Place

LEVEL = ESSENTIAL
CLEANS = ("close", "aclose", "release", "disconnect", "shutdown", "stop", "unlock", "unlink", "rmdir",
          "wait_closed", "cleanup", "clean_up", "terminate", "quit", "logout", "rollback",
          "reset")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.failed else ():
        for request in seen.trace.cancellations:
            task = seen.trace.task(request.task)
            wait = stood(task, request) if task is not None and task.how == "cancelled" else None
            for place in wait.stack if wait is not None else ():
                call = _cleaning_below(case, place)
                if call is None or task is None:
                    continue
                facts = (
                    at(request.at, f"The task is cancelled while it waits on line {place.line}."),
                    at(task.ended, f"It ends; line {call.lineno} has not run."),
                )
                yield seen.sighting(case.source.place_of(call), facts, waits=str(place.line))


def _cleaning_below(case: Case, place: Place) -> ast.Call | None:
    """Return the first clean-up call below a line in the same function, unless a `try` takes care of it."""
    node = case.source.node_at(place)
    function = case.source.function_of(node) if node is not None else None
    if node is None or not isinstance(function, ast.AsyncFunctionDef):
        return None
    if any(isinstance(up, ast.Try) and up.finalbody for up in case.source.above(node)):
        return None
    for below in ast.walk(function):
        if isinstance(below, ast.Call) and below.lineno > place.line and _cleans(below):
            return below
    return None


def _cleans(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in CLEANS or name.startswith(("close_", "release_", "stop_", "turn_off", "clean_"))

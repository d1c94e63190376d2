"""Clean-up stands below an `await` that was cut short, and so never ran."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.cancels import stood
from grader.judge.rules.case import Case
from grader.judge.rules.context_variables import variables
from grader.judge.rules.managers import blocks_around, generators
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import failures
from grader.model import Place, RunError

LEVEL = ESSENTIAL
SILENCES = ("used-after-async-with",)
CLEANS = ("close", "aclose", "release", "disconnect", "shutdown", "stop", "unlock", "unlink", "rmdir",
          "wait_closed", "cleanup", "clean_up", "terminate", "quit", "logout", "rollback",
          "reset")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    yield from _below_yield(case)
    yield from _passed_by(case)
    yield from _below_answer(case)
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


def _passed_by(case: Case) -> Iterator[Sighting]:
    """Yield clean-up in a handler for something else than the error that came, with no `finally` around."""
    for seen in case.asked("cleanup", "errors", "cancellation"):
        for failure in failures(seen.trace):
            node = case.source.node_at(failure.place)
            for block in blocks_around(case, node) if node is not None else ():
                call = _cleaning_handler(case, block, failure.error)
                if call is None:
                    continue
                error, line = failure.error.type, failure.place.line if failure.place else 0
                facts = (
                    at(failure.task.ended, f"{error} comes out of line {line}."),
                    at(None, f"No {code('except')} there is for it: line {call.lineno} has not run."),
                )
                yield seen.sighting(case.source.place_of(call), facts, waits=str(line), error=error)


def _cleaning_handler(case: Case, block: ast.Try, error: RunError) -> ast.Call | None:
    """Return a clean-up call in the handlers of a block, none of which is for the error."""
    caught: set[str] = set()
    for handler in block.handlers:
        nodes = ast.walk(handler.type) if handler.type is not None else ()
        names = [case.source.names.last(one) for one in nodes if isinstance(one, ast.Name | ast.Attribute)]
        caught |= {name for name in names if name} if handler.type is not None else {error.type}
    if block.finalbody or caught & {error.type, *error.bases}:
        return None
    calls = (node for one in block.handlers for node in ast.walk(one) if isinstance(node, ast.Call))
    return next((call for call in calls if _cleans(case, call)), None)


def _below_yield(case: Case) -> Iterator[Sighting]:
    """Yield what stands below the yield of an asynchronous context manager, with no `finally` to run it."""
    for _, node in generators(case):
        below = _rest(case, node)
        if below is None or any(block.finalbody or block.handlers for block in blocks_around(case, node)):
            continue
        for seen in case.asked("errors", "cancellation"):
            facts = (
                at(
                    None,
                    f"The block ends with an error at the {code('yield')} on line {node.lineno}.",
                ),
                at(None, f"The error is raised there; line {below.lineno} has not run."),
            )
            yield seen.sighting(
                case.source.place_of(below), facts, waits=str(node.lineno), yields=str(node.lineno)
            )


def _below_answer(case: Case) -> Iterator[Sighting]:
    """Yield the clean-up of a function that stands below its awaits only, where a check asks for it."""
    for seen in case.asked("closing"):
        for name in dict.fromkeys(call.function.rpartition(".")[2] for call in seen.trace.calls()):
            for function in case.source.functions(name):
                first = next((node for node in ast.walk(function) if isinstance(node, ast.Await)), None)
                call = _cleaning_below(case, case.source.place_of(first)) if first is not None else None
                if first is None or call is None or _has_handlers(function):
                    continue
                facts = [at(None, f"An error or a cancellation above line {call.lineno} passes it by.")]
                closes = code(ast.unparse(call))
                yield seen.sighting(case.source.place_of(call), facts, closes=closes, waits=str(first.lineno))


def _has_handlers(function: ast.AST) -> bool:
    """Tell whether a `try` of the function does something when what stands in it fails."""
    tries = [node for node in ast.walk(function) if isinstance(node, ast.Try)]
    return any(node.handlers or node.finalbody for node in tries)


def _rest(case: Case, node: ast.AST) -> ast.stmt | None:
    """Return the statement that follows the one a node stands in, unless an `async with` leaves there."""
    for up in case.source.above(node):
        if isinstance(up, ast.AsyncWith | ast.With):
            return None
        if isinstance(up, ast.stmt):
            body = getattr(case.source.parent(up), "body", [])
            following = body[body.index(up) + 1 :] if up in body else []
            return following[0] if following else None
    return None


def _cleaning_below(case: Case, place: Place | None) -> ast.Call | None:
    """Return the first clean-up call below a line in the same function, unless a `try` takes care of it."""
    node = case.source.node_at(place) if place is not None else None
    function = case.source.function_of(node) if node is not None else None
    if node is None or not isinstance(function, ast.AsyncFunctionDef):
        return None
    line = getattr(node, "lineno", 0)
    if any(isinstance(up, ast.Try) and up.finalbody for up in case.source.above(node)):
        return None
    for below in ast.walk(function):
        if isinstance(below, ast.Call) and below.lineno > line and _cleans(case, below):
            return below
    return None


def _cleans(case: Case, call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute) and call.func.attr == "set":
        return ast.unparse(call.func.value) in variables(case)  # the value from before the await
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in CLEANS or name.startswith(("close_", "release_", "stop_", "turn_off", "clean_"))

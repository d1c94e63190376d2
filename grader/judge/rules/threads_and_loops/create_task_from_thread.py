"""A task is to be made in a thread in which no event loop runs."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "create-task-without-loop", "fetch-not-called", "coroutine-used-as-value")
ASKS = ("create_task", "ensure_future", "get_running_loop", "gather", "current_task")
GIVES = {"to_thread", "run_in_executor", "Thread", "submit", "map", "Timer"}


def detect(case: Case) -> Iterable[Sighting]:
    threads = any(seen.trace.threads for seen in case.suspects)
    for error in raised(case, "RuntimeError") if threads else ():
        call = next((one for one in error.calls if case.source.names.last(one.func) in ASKS), None)
        owner = case.source.function_of(call) if call is not None else None
        name = getattr(owner, "name", "")
        if call is None or not name or not error.seen.trace.threads or not _runs_in_a_thread(case, name):
            continue
        by = f"{name}()"
        facts = (
            at(None, f"{code(by)} runs in a thread of its own; the event loop runs in another."),
            at(error.seen.trace.duration, f"Line {call.lineno} finds no loop in its thread: RuntimeError."),
        )
        yield error.seen.sighting(case.source.place_of(call), facts, error.said, by=by)


def _runs_in_a_thread(case: Case, name: str) -> bool:
    """Tell whether the function is handed to a thread somewhere in the file."""
    for node in case.source.nodes:
        if not isinstance(node, ast.Call) or not {_method(node), case.source.names.last(node.func)} & GIVES:
            continue
        given = (*node.args, *(word.value for word in node.keywords))
        if any(case.source.names.last(one) == name for one in given):
            return True
    return False


def _method(node: ast.Call) -> str | None:
    return node.func.attr if isinstance(node.func, ast.Attribute) else None

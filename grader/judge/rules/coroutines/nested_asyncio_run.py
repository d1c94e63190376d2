"""asyncio.run is called where an event loop is running already."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import raised
from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.unawaited import unawaited

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "sleep-not-awaited", "coroutine-used-as-value", "returns-coroutine",
            "gather-not-awaited", "fetch-not-called", "wrong-delay", "async-without-await",
            "except-hides-error", "run-per-call")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    starts = _starts(case)
    for error in raised(case, "RuntimeError") if starts else ():
        call = next((one for one in error.calls if one in starts), None)
        if call is not None and (error.in_task or _owner(case, call)):
            yield _sighting(case, error.seen, call, error.said)
    for lost in unawaited(case) if starts else ():  # the error may have been caught
        up = case.source.parent(lost.call) if lost.call is not None else None
        if isinstance(up, ast.Call) and up in starts and _owner(case, up):
            yield _sighting(case, lost.seen, up, lost.python_says)


def _starts(case: Case) -> list[ast.Call]:
    """Return the calls that start an event loop and end with it."""
    runners = case.source.calls_to("asyncio.Runner")
    methods = [
        node
        for node in (case.source.nodes if runners else ())
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "run"
    ]
    return [*case.source.calls_to("asyncio.run"), *methods]


def _owner(case: Case, call: ast.Call) -> ast.AsyncFunctionDef | None:
    """Return the coroutine function that the call stands in."""
    owner = case.source.function_of(call)
    return owner if isinstance(owner, ast.AsyncFunctionDef) else None


def _sighting(case: Case, seen: Seen, call: ast.Call, said: str) -> Sighting:
    by = getattr(case.source.function_of(call), "name", "") or "the function"
    facts = (
        at(0.0, "An event loop is running: it carries out the program's coroutines."),
        at(seen.trace.duration, f"Line {call.lineno} asks for a second one, and Python refuses."),
    )
    return seen.sighting(case.source.place_of(call), facts, said, by=f"{by}()")

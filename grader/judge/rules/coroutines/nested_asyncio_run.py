"""asyncio.run is called where an event loop is running already."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "sleep-not-awaited", "coroutine-used-as-value", "returns-coroutine",
            "gather-not-awaited", "fetch-not-called", "wrong-delay", "async-without-await", "except-hides-error",
            "run-per-call")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    starts = case.source.calls_to("asyncio.run", "asyncio.Runner().run")
    for error in raised(case, "RuntimeError") if starts else ():
        call = next((one for one in error.calls if one in starts), None)
        if call is None or not (error.in_task or _made_in_a_coroutine(case, call)):
            continue
        owner = case.source.function_of(call)
        by = getattr(owner, "name", "") or "the function"
        facts = (
            at(0.0, "An event loop is running: it carries out the program's coroutines."),
            at(error.seen.trace.duration, f"Line {call.lineno} asks for a second one: {error.error.type}."),
        )
        yield error.seen.sighting(case.source.place_of(call), facts, error.said, by=code(f"{by}()"))


def _made_in_a_coroutine(case: Case, call: ast.Call) -> bool:
    return isinstance(case.source.function_of(call), ast.AsyncFunctionDef)

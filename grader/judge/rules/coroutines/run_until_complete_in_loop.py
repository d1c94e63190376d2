"""The running event loop, or one beside it, is asked to run."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "sleep-not-awaited", "coroutine-used-as-value", "returns-coroutine",
            "gather-not-awaited", "fetch-not-called", "wrong-delay", "async-without-await",
            "except-hides-error", "task-not-awaited", "no-explicit-task")  # fmt: skip
STARTS = ("run_until_complete", "run_forever")


def detect(case: Case) -> Iterable[Sighting]:
    for error in raised(case, "RuntimeError"):
        call = next((one for one in error.calls if _name(one) in STARTS), None)
        if call is None or not error.in_task or "closed" in error.error.message:
            continue
        what = _name(call)
        facts = (
            at(0.0, "The event loop is running: it carries out the program's coroutines."),
            at(error.seen.trace.duration, f"{code(what)} cannot start one here: {error.error.type}."),
        )
        yield error.seen.sighting(case.source.place_of(call), facts, error.said, what=what)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""

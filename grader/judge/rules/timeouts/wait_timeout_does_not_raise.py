"""asyncio.wait reaches its time limit, and what is not done by then is forgotten."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import number, seconds
from grader.judge.trace_waits import Later, standings
from grader.model import Place

LEVEL = ESSENTIAL
SILENCES = ("result-before-done", "task-not-awaited", "except-hides-error", "awaits-only-first-task",
            "wrong-result-shape",
            "wrong-delay", "wait-first-completed-only")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        later = Later(seen.trace)
        for wait in standings(seen.trace, "wait"):
            if not wait.timed_out or wait.place is None or wait.what == "as_completed":
                continue
            cancelled = {one.task for one in seen.trace.cancellations if one.by is not None}
            forgotten = set(later.dropped(wait, bool(case.failed))) - cancelled
            if forgotten or _expects_an_error(case, wait.place):
                left, limit = len(wait.unfinished), wait.timeout or 0.0
                who = f"{number(left)} of {number(len(wait.tasks))} tasks {'are' if left > 1 else 'is'}"
                line = f" on line {wait.place.line}"
                facts = (
                    at(wait.start, f"{code('asyncio.wait')}{line} begins to wait, {seconds(limit)} at most."),
                    at(wait.end, f"It returns, and raises nothing; {who} not done."),
                )
                yield seen.sighting(wait.place, facts, count=left, limit=limit)


def _expects_an_error(case: Case, place: Place) -> bool:
    """Whether the call stands in a `try` that catches TimeoutError."""
    below = case.source.node_at(place)
    for up in case.source.above(below) if below is not None else ():
        if isinstance(up, ast.Try) and below in up.body:
            caught = {name for handler in up.handlers if handler.type for name in ast.walk(handler.type)}
            if any((case.source.names.last(one) or "") == "TimeoutError" for one in caught
                   if isinstance(one, ast.Name | ast.Attribute)):  # fmt: skip
                return True
        if isinstance(up, ast.FunctionDef | ast.AsyncFunctionDef):
            break
        below = up
    return False

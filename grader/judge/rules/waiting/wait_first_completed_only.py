"""asyncio.wait returns with the first task, and the rest are left behind."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import number
from grader.judge.trace_waits import Later, standings
from grader.model import Place

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited", "result-before-done", "awaits-only-first-task", "wrong-result-shape",
            "wrong-delay")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        later = Later(seen.trace)
        for wait in standings(seen.trace, "wait"):
            over = wait.over and wait.what != "as_completed" and not wait.timed_out
            over = over and not _is_left_early(case, wait.place)
            left = later.dropped(wait) if over and wait.unfinished else ()
            if left and wait.place is not None:
                line = f" on line {wait.place.line}"
                rest = f"{number(len(left))} of {number(len(wait.tasks))} tasks are not done"
                facts = (
                    at(wait.start, f"{code('asyncio.wait')}{line} begins to wait."),
                    at(wait.end, f"It returns; {rest}."),
                    at(seen.trace.duration, f"{code(seen.call)} ends, and they are cancelled."),
                )
                yield seen.sighting(wait.place, facts, count=len(left), all=len(wait.tasks))


def _is_left_early(case: Case, place: Place | None) -> bool:
    """Tell whether the wait would come again, in the loop of a generator that somebody may have closed."""
    node = case.source.node_at(place)
    function = case.source.function_of(node) if node is not None else None
    if node is None or not isinstance(function, ast.AsyncFunctionDef) or case.source.loop_of(node) is None:
        return False
    yields = (one for one in ast.walk(function) if isinstance(one, ast.Yield))
    return any(case.source.function_of(one) is function for one in yields)

"""asyncio.wait gets coroutine objects where it takes tasks."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.task_failures import task_failures

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "task-not-awaited", "coroutine-used-as-value", "fetch-not-called",
            "wait-not-awaited", "except-hides-error", "async-without-await")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    calls = case.source.calls_to("asyncio.wait")
    for found in task_failures(case, "TypeError") if calls else ():
        trace = found.seen.trace
        inside = {*found.around, *ast.walk(found.node)}
        waits = [call for call in calls if call in inside or _awaits(case, found.around, call)]
        lost = len(trace.never_awaited)
        if waits and lost:
            facts = (
                at(None, f"{lost} coroutine {'objects are' if lost > 1 else 'object is'} made."),
                at(
                    found.when,
                    f"{code('asyncio.wait')} gets no tasks, and raises {found.failure.error.type}.",
                ),
            )
            place = case.source.place_of(waits[0])
            yield found.seen.sighting(place, facts, found.python_says, count=lost)


def _awaits(case: Case, around: tuple[ast.AST, ...], call: ast.Call) -> bool:
    """Whether the error arose where a name is awaited that stands for the call."""
    names = case.source.names
    return any(isinstance(node, ast.Await) and names.behind(node.value) is call for node in around)

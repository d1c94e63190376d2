"""The items of as_completed are taken for results and never awaited."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.unawaited import unawaited
from grader.judge.trace_waits import standings
from grader.model import Fact

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "returns-coroutine", "task-not-awaited",
            "fetch-not-called", "wrong-delay", "async-without-await", "no-explicit-task")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    calls = case.source.calls_to("asyncio.as_completed")
    said = False
    for lost in unawaited(case):
        name = lost.never.name
        if name == "as_completed" or name.endswith("_wait_for_one"):
            said = True
            line = lost.never.place.line if lost.never.place else 0
            near = [call for call in calls if call.lineno <= line <= (call.end_lineno or line)] or calls
            count = sum(other.name == name for other in lost.seen.trace.never_awaited)
            place = case.source.place_of(near[0]) if near else lost.never.place
            facts = _facts(count, lost.seen.call, lost.seen.trace.duration)
            yield lost.seen.sighting(place, facts, lost.python_says, count=count)
    if calls and not said:
        yield from _untouched(case, calls)


def _untouched(case: Case, calls: tuple[ast.Call, ...]) -> Iterator[Sighting]:
    """Yield runs in which as_completed made tasks, and nothing ever waited for any of them."""
    for seen in case.suspects:
        made = [task for task in seen.trace.tasks if task.via == "as_completed"]
        waited = any(one.what == "as_completed" for one in standings(seen.trace, "wait"))
        if made and not waited and all(task.id in seen.trace.pending for task in made):
            facts = _facts(len(made), seen.call, seen.trace.duration)
            yield seen.sighting(case.source.place_of(calls[0]), facts, count=len(made))


def _facts(count: int, call: str, ended: float) -> tuple[Fact, ...]:
    made = f"{code('as_completed')} gives {count} coroutine {'objects' if count > 1 else 'object'}."
    return (
        at(None, made),
        at(ended, f"{code(call)} ends; nothing has awaited {'them' if count > 1 else 'it'}."),
    )

"""create_task is called before any event loop runs."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.error_calls import ErrorCall, calls_on, error_calls
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.model import Place

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "main-not-async", "main-called-bare",
            "fetch-not-called", "no-explicit-task", "function-not-async", "wrong-result-shape")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for one in error_calls(case, "RuntimeError"):
        place = None if one.in_task else _maker(case, one)
        if place is not None:
            where = "at the top of the file" if place.function == "" else f"in {code(place.function)}"
            fact = at(None, f"Line {place.line}, {where}, asks for a task while no event loop runs.")
            yield one.seen.sighting(place, [fact], one.says)


def _maker(case: Case, one: ErrorCall) -> Place | None:
    """Return the place of the call that wanted to make a task, or asked for a loop in order to."""
    names = case.source.names
    for call in calls_on(case, one):
        if names.last(call.func) == "create_task" or names.dotted(call.func) == "asyncio.get_running_loop":
            return case.source.place_of(call)
        if any(names.dotted(argument) == "asyncio.create_task" for argument in call.args):  # map
            return case.source.place_of(call)
    return None

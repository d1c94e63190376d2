"""A coroutine function gives a value, and not the one that is asked for."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.source import Function
from grader.judge.trace_values import places_in

LEVEL = ESSENTIAL
SYMPTOM = True
MOST = 48


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("result"):
        value = seen.run.value
        if not seen.finished or not seen.plain or seen.run.kind == "value" or not _is_plain(value):
            continue
        if places_in(seen.trace, value) is not None or _is_right(case, seen):
            continue
        function = case.source.function(seen.target)
        text = repr(value)
        shown = code(text if len(text) <= MOST else text[: MOST - 1] + "…")
        fact = at(seen.run.elapsed, f"{code(seen.call)} gives {shown}.")
        place = case.source.place_of(_last_return(case, function) or function)
        yield seen.sighting(place, [fact], value=shown)


def _is_plain(value: object) -> bool:
    """Tell whether it is a value a learner can look at, and not a lack of one."""
    if isinstance(value, list | tuple):
        return bool(value) and all(_is_plain(item) for item in value)
    return isinstance(value, str | int | float | dict)


def _is_right(case: Case, seen: Seen) -> bool:
    """Tell whether every check on results that looked at the run was content with it."""
    return not any(check.topic == "result" and seen.index in check.runs for check in case.failed)


def _last_return(case: Case, function: Function | None) -> ast.Return | None:
    found = [node for node in ast.walk(function) if isinstance(node, ast.Return)] if function else []
    return next((one for one in reversed(found) if case.source.function_of(one) is function), None)

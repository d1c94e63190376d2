"""A coroutine function gives a value, and not the one that is asked for."""

import ast
from collections.abc import Iterable

from grader.judge.rules.asked_for import is_about_output, is_about_time
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
        if function is None:
            continue
        text = repr(value)
        shown = text if len(text) <= MOST else text[: MOST - 1] + "…"
        fact = at(seen.run.elapsed, f"{code(seen.call)} gives {code(shown)}.")
        place = case.source.place_of(_last_return(case, function) or function)
        yield seen.sighting(place, [fact], value=shown, who=f"{function.name}()")


def _is_plain(value: object) -> bool:
    """Tell whether it is a value a learner can look at, and not a lack of one."""
    if isinstance(value, list | tuple):
        return bool(value) and all(_is_plain(item) for item in value)
    return isinstance(value, str | int | float | dict)


def _is_right(case: Case, seen: Seen) -> bool:
    """Tell whether no check on results can have meant what this run gave."""
    looked = [check for check in case.failed if check.topic == "result" and seen.index in check.runs]
    targets = {one.target for check in looked for one in case.runs if one.index in check.runs}
    beside = seen.target != case.call and case.call in targets  # looked at only to compare with it
    return beside or all(is_about_time(check) or is_about_output(check) for check in looked)


def _last_return(case: Case, function: Function | None) -> ast.Return | None:
    found = [node for node in ast.walk(function) if isinstance(node, ast.Return)] if function else []
    return next((one for one in reversed(found) if case.source.function_of(one) is function), None)

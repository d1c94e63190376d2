"""All results are there, in another order than they were asked for."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import listed
from grader.judge.trace_values import places_in

LEVEL = ESSENTIAL
SYMPTOM = True


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("result"):
        order = places_in(seen.trace, seen.run.value)
        if order is None or list(order) == sorted(order):
            continue
        function = case.source.function(seen.target)
        returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)] if function else []
        shown = listed(number + 1 for number in order)
        facts = (
            at(0.0, f"{len(order)} calls are made, each with a text of its own."),
            at(seen.run.elapsed, f"{code(seen.call)} gives the results of calls {shown}."),
        )
        yield seen.sighting(
            case.source.place_of(returns[-1] if returns else function), facts, count=len(order)
        )

"""A context variable is set in a coroutine, and nobody puts the old value back."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.context_variables import method_calls, variables
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL


def detect(case: Case) -> Iterable[Sighting]:
    names = variables(case)
    sets = list(method_calls(case, "set", names))
    restored = {name for name, _ in method_calls(case, "reset", names)}
    for name, call in sets:
        function = case.source.function_of(call)
        again = sum(other == name and case.source.function_of(one) is function for other, one in sets)
        if name in restored or again > 1 or not isinstance(function, ast.AsyncFunctionDef):
            continue
        for seen in case.suspects:
            inside = [one for one in seen.trace.calls(function.name) if not one.own_task]
            if not inside:
                continue
            facts = (
                at(inside[0].start, f"{code(function.name + '()')} is awaited, in its caller's context."),
                at(inside[0].end, f"It is over; {code(name)} has kept what line {call.lineno} set."),
            )
            yield seen.sighting(case.source.place_of(call), facts, name=name, who=f"{function.name}()")

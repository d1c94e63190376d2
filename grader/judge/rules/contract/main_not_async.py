"""The function that the exercise calls is a plain one, and gives nothing to await."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SYMPTOM = True
SILENCES = ("fetch-not-called", "no-explicit-task", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects if case.failed else ():
        function = case.source.function(seen.target)
        if seen.target == case.call and seen.run.kind == "value" and isinstance(function, ast.FunctionDef):
            name = f"{function.name}()"
            facts = (
                at(None, f"{code(name)} is defined with {code('def')}; calling it runs it to its end."),
                at(seen.run.elapsed, "The call gives its value at once. There is nothing to await."),
            )
            yield seen.sighting(case.source.place_of(function), facts, name=name)

"""A coroutine prints what it has and returns nothing."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import short

LEVEL = ESSENTIAL
SYMPTOM = True
SILENCES = ("wrong-result", "wrong-result-shape")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("result"):
        value = seen.run.value
        if not seen.finished or seen.run.kind == "value":
            continue
        names = [seen.target] if value is None else []
        if isinstance(value, list | tuple) and value and all(item is None for item in value):
            names = [task.coroutine for task in seen.trace.tasks if task.awaited and task.value == "None"]
        for name in dict.fromkeys(names):
            function = case.source.function(name.rpartition(".")[2])
            if function is None or not isinstance(function, ast.AsyncFunctionDef):
                continue
            fact = at(seen.run.elapsed, f"{code(name + '()')} ends, and what it gives is `None`.")
            yield seen.sighting(case.source.place_of(function), [fact], name=short(name))

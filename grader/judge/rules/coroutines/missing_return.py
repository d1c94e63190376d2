"""A coroutine prints what it has and returns nothing."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import short

LEVEL = ESSENTIAL
SYMPTOM = True
SILENCES = ("wrong-result", "wrong-result-shape")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("result"):
        value = seen.run.value
        if case.source.function(seen.target) is None:
            yield from _used(case, seen)
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


def _used(case: Case, seen: Seen) -> Iterator[Sighting]:
    """Yield the methods and functions that what uses the answer awaited, and that gave it None."""
    told = any("None" in check.actual for check in case.failed if seen.index in check.runs)
    calls = [call for call in seen.trace.calls() if call.finished and call.place is None] if told else []
    for name in dict.fromkeys(call.function.rpartition(".")[2] for call in calls):
        function = case.source.function(name)
        if isinstance(function, ast.AsyncFunctionDef) and not _gives(case, function):
            fact = at(None, f"{code(name + '()')} ends, and what it gives is `None`.")
            yield seen.sighting(case.source.place_of(function), [fact], name=f"{name}()")


def _gives(case: Case, function: ast.AsyncFunctionDef) -> bool:
    """Tell whether it returns a value, or is none of those that are asked for one."""
    own = [node for node in ast.walk(function) if case.source.function_of(node) is function]
    valued = any(isinstance(node, ast.Return) and node.value is not None for node in own)
    return valued or function.name == "__aexit__" or any(isinstance(node, ast.Yield) for node in own)

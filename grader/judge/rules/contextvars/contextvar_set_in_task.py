"""A context variable is set in a task of its own, and others are to see it."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.context_variables import method_calls, variables
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("contextvar-not-reset",)


def detect(case: Case) -> Iterable[Sighting]:
    names = variables(case)
    read = {name for name, _ in method_calls(case, "get", names)}
    for name, call in method_calls(case, "set", names):
        function = case.source.function_of(call)
        if name not in read or not isinstance(function, ast.AsyncFunctionDef) or not _ends(function, call):
            continue
        for seen in case.suspects:
            ran = seen.trace.calls(function.name)
            if not ran or not all(one.own_task for one in ran):
                continue
            facts = (
                at(ran[0].start, f"{code(function.name + '()')} begins as a task, on a copy of the context."),
                at(ran[0].end, f"It has set {code(name)} there, and ends; the copy goes with it."),
            )
            yield seen.sighting(case.source.place_of(call), facts, name=name, who=f"{function.name}()")


def _ends(function: ast.AsyncFunctionDef, call: ast.Call) -> bool:
    """Tell whether the call, the only one of its kind, is the last thing that the function does."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    sets = [one for one in calls if ast.unparse(one.func) == ast.unparse(call.func)]
    return len(sets) == 1 and all(one.lineno <= (call.end_lineno or call.lineno) for one in calls)

"""A coroutine function awaits nothing: once begun, it runs from start to end."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.turnless import is_turnless, pauses, turnless
from grader.judge.trace_ends import made_at

LEVEL = ESSENTIAL
SILENCES = ("wrong-delay",)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def detect(case: Case) -> Iterable[Sighting]:
    for seen, function in turnless(case):
        same = seen.trace.calls(function.name)
        facts = [at(one.start, f"{code(one.name)} begins, and runs to its end.") for one in same[:3]]
        facts = facts or [
            at(seen.trace.duration, f"{code(seen.call)} ends; nothing in it had a turn between.")
        ]
        if not pauses(case, function) and not _is_amiss(seen, function):
            yield seen.sighting(case.source.place_of(function), facts, name=f"{function.name}()")
    for seen in case.asked("await", "concurrency"):
        called = case.source.function(seen.target)
        if called is None or seen.target == case.call or not seen.finished or seen.run.elapsed:
            continue
        if is_turnless(case, called) and not _is_amiss(seen, called):
            last = _innermost(case, called)
            fact = at(0.0, f"{code(seen.call)} begins, and ends in the same moment.")
            yield seen.sighting(case.source.place_of(last), [fact], name=f"{last.name}()")


def _is_amiss(seen: Seen, function: ast.AST) -> bool:
    """Tell whether something else is the matter in it: it lost what it made, or it broke off."""
    first, last = getattr(function, "lineno", 0), getattr(function, "end_lineno", 0)
    places = [never.place for never in seen.trace.never_awaited]
    places += [block.place for block in seen.trace.blocked]
    places += [made_at(seen.trace, task) for task in seen.trace.own_tasks]
    return seen.run.error is not None or any(place and first <= place.line <= last for place in places)


def _innermost(case: Case, function: Function) -> Function:
    """Return what it awaits in the end: the function of the file in which nothing is awaited."""
    for node in pauses(case, function):
        awaited = case.source.names.behind(node.value) if isinstance(node, ast.Await) else None
        if isinstance(awaited, ast.Call):
            for inner in case.source.functions(case.source.names.last(awaited.func)):
                if isinstance(inner, ast.AsyncFunctionDef) and inner is not function:
                    return _innermost(case, inner)
    return function

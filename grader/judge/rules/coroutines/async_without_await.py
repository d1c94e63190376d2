"""A coroutine function awaits nothing: once begun, it runs from start to end."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_records import Call

LEVEL = ESSENTIAL
SILENCES = ("wrong-delay", "await-is-not-a-switch")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.questioned("concurrency", "await"):
        through = [call for call in seen.trace.calls() if _is_meant(case, seen, call) and call.finished]
        for call in through:
            function = case.source.function(call.function.rpartition(".")[2])
            if function is None or call.seconds or not _awaits_nothing(case, function):
                continue
            same = [one for one in through if one.function == call.function]
            if seen.plain and (case.checks or len(same) > 1) and not _is_amiss(seen, function):
                name = code(f"{function.name}()")
                facts = [at(one.start, f"{code(one.name)} begins, and runs to its end.") for one in same[:3]]
                yield seen.sighting(case.source.place_of(function), facts, name=name)


def _is_meant(case: Case, seen: Seen, call: Call) -> bool:
    """Tell whether others were to have a turn during the call: a task of its own, or called from outside."""
    if call.task == seen.trace.main_id and call.own_task:
        return bool(case.checks) and seen.target != case.call
    return call.own_task or call.place is None


def _awaits_nothing(case: Case, function: ast.AST) -> bool:
    """Tell whether it is a coroutine function, no generator, without any place to pause."""
    pauses = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield, ast.YieldFrom)
    return isinstance(function, ast.AsyncFunctionDef) and not any(
        isinstance(node, pauses) or (isinstance(node, ast.comprehension) and node.is_async)
        for node in ast.walk(function)
    )


def _is_amiss(seen: Seen, function: ast.AST) -> bool:
    """Tell whether something else is the matter in it: what it made was lost, or it broke off."""
    first, last = getattr(function, "lineno", 0), getattr(function, "end_lineno", 0)
    places = [never.place for never in seen.trace.never_awaited]
    places += [block.place for block in seen.trace.blocked]
    return seen.run.error is not None or any(place and first <= place.line <= last for place in places)

"""A plain loop, or list() and the like, goes over an asynchronous generator."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.task_failures import TaskFailure, looped_over, makes_generator, task_failures

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "except-hides-error", "wrong-delay", "await-non-awaitable")
TAKERS = ("list", "tuple", "set", "frozenset", "sorted", "sum", "max", "min", "dict", "enumerate", "zip",
          "map", "filter", "join", "any", "all", "iter", "next", "len", "reversed", "extend")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for found in task_failures(case, "TypeError"):
        over = _plainly(case, found)
        call = case.source.names.behind(over) if over is not None else None
        if over is not None and isinstance(call, ast.Call) and makes_generator(case, call):
            name = case.source.names.last(call.func) or ""
            facts = (
                at(None, f"{code(name + '()')} gives an asynchronous generator."),
                at(found.when, f"Line {over.lineno} asks it for items without waiting, and raises."),
            )
            yield found.seen.sighting(case.source.place_of(over), facts, found.python_says, name=name)


def _plainly(case: Case, found: TaskFailure) -> ast.expr | None:
    """Return what a loop without `async`, or a builtin that takes an iterable, was to go over."""
    call = found.node
    if isinstance(call, ast.Call) and case.source.names.last(call.func) in TAKERS:
        given = [node.value if isinstance(node, ast.Starred) else node for node in call.args]
        return next((one for one in given if makes_generator(case, case.source.names.behind(one))), None)
    over, is_async = looped_over(found) or (None, False)
    return None if is_async else over

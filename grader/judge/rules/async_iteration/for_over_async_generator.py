"""A plain loop, or list() and the like, goes over an asynchronous generator."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.task_failures import TaskFailure, looped_over, makes_generator, task_failures

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "except-hides-error", "wrong-delay", "await-non-awaitable",
            "async-generator-awaited")  # fmt: skip
TAKERS = ("list", "tuple", "set", "frozenset", "sorted", "sum", "max", "min", "dict", "enumerate", "zip",
          "map", "filter", "join", "any", "all", "iter", "next", "len", "reversed", "extend")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for found in task_failures(case, "TypeError"):
        over = _plainly(case, found)
        call = case.source.names.behind(over) if over is not None else None
        made_here = isinstance(call, ast.Call) and makes_generator(case, call)
        # Made elsewhere, and kept, it is known by its type's name, which Python tells.
        if over is not None and (made_here or "async_generator" in found.failure.error.message):
            named = case.source.names.last(call.func) if made_here and isinstance(call, ast.Call) else None
            name = named or ast.unparse(over)
            facts = (
                at(None, f"{code(name + '()' if named else name)} gives an asynchronous generator."),
                at(found.when, f"Line {over.lineno} asks it for items without waiting, and raises."),
            )
            words = {"name": name} | ({"maker": named} if named else {})
            yield found.seen.sighting(case.source.place_of(over), facts, found.python_says, **words)


def _plainly(case: Case, found: TaskFailure) -> ast.expr | None:
    """Return what a loop without `async`, or a builtin that takes an iterable, was to go over."""
    call = found.node
    if isinstance(call, ast.Call) and case.source.names.last(call.func) in TAKERS:
        given = [node.value if isinstance(node, ast.Starred) else node for node in call.args]
        return next((one for one in given if makes_generator(case, case.source.names.behind(one))), None)
    over, is_async = looped_over(found) or (None, False)
    return None if is_async else over

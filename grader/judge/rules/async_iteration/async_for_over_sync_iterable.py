"""async for goes over a list or another ordinary iterable."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.outside import methods, raised_outside
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.task_failures import looped_over, makes_generator, task_failures

LEVEL = ESSENTIAL
SILENCES = ("await-in-loop", "missing-await", "fetch-not-called", "async-for-expected-concurrent",
            "await-in-comprehension", "wrong-delay", "async-without-await")  # fmt: skip
BUILTINS = ("range", "enumerate", "reversed", "iter", "open", "as_completed", "items", "values", "keys")


def detect(case: Case) -> Iterable[Sighting]:
    names = case.source.names
    for found in task_failures(case, "TypeError"):
        over, is_async = looped_over(found) or (None, False)
        if over is None or not is_async or makes_generator(case, names.behind(over)):
            continue
        kind = names.kind(over)
        value = names.behind(over)
        called = isinstance(value, ast.Call) and kind is None
        known = kind not in ("coroutine", "awaited") or _is_list(case, value)
        if not known or (called and not _is_plain(case, value)):
            continue
        text = code(ast.unparse(over)) if len(ast.unparse(over)) <= 30 else "an ordinary iterable"
        fact = at(found.when, f"`async for` asks {text} for items to wait for, and it has none.")
        place = case.source.place_of(over)
        yield found.seen.sighting(place, [fact], found.python_says, **({"kind": kind} if kind else {}))
    for error in raised_outside(case, "TypeError"):
        for method in methods(case, "__iter__"):
            owner = case.source.parent(method)
            beside = {getattr(part, "name", "") for part in getattr(owner, "body", ())}
            if "__aiter__" not in beside:
                fact = at(
                    error.seen.trace.duration, "`async for` asks it for items to wait for, and it has none."
                )
                yield error.seen.sighting(case.source.place_of(method), [fact], error.said)


def _is_plain(case: Case, call: ast.expr) -> bool:
    """Whether a call surely gives an ordinary iterable: a builtin's, or that of a plain function."""
    assert isinstance(call, ast.Call)
    last = case.source.names.last(call.func) or ""
    return last in BUILTINS or isinstance(case.source.function(last), ast.FunctionDef)


def _is_list(case: Case, value: ast.expr) -> bool:
    """Whether it is what an awaited gather gives, or wait: a list, or sets of tasks."""
    call = value.value if isinstance(value, ast.Await) else None
    return isinstance(call, ast.Call) and case.source.names.last(call.func) in ("gather", "wait")

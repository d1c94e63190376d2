"""async for goes over a coroutine object that was not awaited."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.outside import raised_outside
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.task_failures import looped_over, makes_generator, task_failures

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "fetch-not-called", "except-hides-error",
            "async-for-over-sync-iterable", "returns-coroutine", "wrong-delay")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    names = case.source.names
    for found in task_failures(case, "TypeError"):
        over, is_async = looped_over(found) or (None, False)
        call = names.behind(over) if over is not None and is_async else None
        if over is None or not isinstance(call, ast.Call) or makes_generator(case, call):
            continue
        if names.is_async(call.func):
            name = names.last(call.func) or ""
            facts = (
                at(None, f"{code(name + '()')} gives a coroutine object."),
                at(found.when, f"`async for` on line {over.lineno} gets the object itself, and raises."),
            )
            yield found.seen.sighting(case.source.place_of(over), facts, found.python_says, name=name)
    for error in raised_outside(case, "TypeError"):
        lost = {one.name for one in error.seen.trace.never_awaited}
        for function in case.source.functions():
            name = getattr(function, "name", "")
            # By its words the error is about the loop; what else may raise it outside has other names.
            if name in lost and "__aiter__" in error.error.message and name[:2] != "__":
                fact = at(
                    error.seen.trace.duration,
                    f"{code(name + '()')} gives a coroutine object, nothing to go over.",
                )
                yield error.seen.sighting(case.source.place_of(function), [fact], error.said, name=name)

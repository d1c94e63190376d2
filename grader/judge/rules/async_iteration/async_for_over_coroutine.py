"""async for goes over a coroutine object that was not awaited."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
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

"""The method __aiter__ is a coroutine function."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.outside import raised_outside
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.task_failures import is_generator, looped_over, task_failures

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "async-for-over-sync-iterable",
            "async-for-over-coroutine", "async-without-await", "except-hides-error")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    made = [
        one
        for one in case.source.functions("__aiter__")
        if isinstance(one, ast.AsyncFunctionDef) and not is_generator(case, one)
    ]
    for found in task_failures(case, "TypeError") if made else ():
        over = looped_over(found)
        lost = [one for one in found.seen.trace.never_awaited if one.name.endswith("__aiter__")]
        if over is not None and over[1] and lost:
            facts = (
                at(None, f"`async for` on line {over[0].lineno} calls `__aiter__()`."),
                at(found.when, "What it gives is a coroutine object, which has no `__anext__`."),
            )
            yield found.seen.sighting(case.source.place_of(made[0]), facts, found.python_says)
    for error in raised_outside(case, "TypeError") if made else ():
        if any(one.name.endswith("__aiter__") for one in error.seen.trace.never_awaited):
            facts = (
                at(None, "`async for` calls `__aiter__()`."),
                at(
                    error.seen.trace.duration,
                    "What it gives is a coroutine object, which has no `__anext__`.",
                ),
            )
            yield error.seen.sighting(case.source.place_of(made[0]), facts, error.said)

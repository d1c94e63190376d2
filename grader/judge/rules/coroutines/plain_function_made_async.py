"""A function that is called as a plain one is an `async def`: the call runs none of it."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("async-without-await", "missing-return", "wrong-result")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for never in seen.trace.never_awaited:
            name = never.name.rpartition(".")[2]
            function = case.source.function(name)
            # Made on a line of the file, it would be the caller who has forgotten something.
            if never.place is not None or not isinstance(function, ast.AsyncFunctionDef):
                continue
            if name.startswith("__"):  # what the language itself calls has rules of its own
                continue
            facts = (
                at(None, f"{code(name + '()')} is called as a plain function, and makes a coroutine object."),
                at(seen.trace.duration, "Nothing has awaited the object: none of its lines has run."),
            )
            says = f"RuntimeWarning: {never.message}"
            yield seen.sighting(case.source.place_of(function), facts, says, name=f"{name}()")

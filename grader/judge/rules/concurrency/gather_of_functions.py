"""gather gets functions that nobody has called."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.gathered import refused
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "async-without-await", "await-function-object")


def detect(case: Case) -> Iterable[Sighting]:
    names = case.source.names

    def is_function(item: ast.expr) -> bool:
        if isinstance(item, ast.Call):
            return names.dotted(item.func) == "functools.partial"
        return names.kind(item) == "function"

    for seen, call, items, error in refused(case, is_function):
        name = _name(items[0], names.last(items[0]))
        facts = (
            at(None, f"{code('gather')} gets {name}, a function."),
            at(None, "No coroutine object is made from it, and nothing runs."),
        )
        said = f"{error.type}: {error.message}"
        yield seen.sighting(case.source.place_of(call), facts, said, what=name.strip("`"))


def _name(item: ast.expr, last: str | None) -> str:
    return "a lambda" if isinstance(item, ast.Lambda) else code(last or "it")

"""A function is awaited, not a call of it."""

import ast
from collections.abc import Iterable

from grader.judge.rules.broken_off import raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("await-non-awaitable", "fetch-not-called", "wrong-delay", "async-without-await")
FUNCTIONS = ("function", "method", "builtin_function_or_method", "functools.partial", "method-wrapper")


def detect(case: Case) -> Iterable[Sighting]:
    for error in raised(case, "TypeError"):
        if error.not_awaitable not in FUNCTIONS:
            continue
        node = error.node if isinstance(error.node, ast.Await) else None
        facts = (
            at(None, f"{code('await')} is given a function; nothing has called it."),
            at(error.seen.trace.duration, f"The {code('await')} raises {error.error.type}."),
        )
        words = {"name": ast.unparse(node.value)} if node is not None else {}
        yield error.seen.sighting(error.place, facts, error.said, **words)

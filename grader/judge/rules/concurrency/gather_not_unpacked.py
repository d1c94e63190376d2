"""gather gets one list, tuple or generator where it takes the awaitables one by one."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import raised_on

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "task-not-awaited", "coroutine-used-as-value", "fetch-not-called",
            "gather-of-functions", "gather-not-awaited", "except-hides-error")  # fmt: skip
SEVERAL = ("list", "tuple", "set", "dict", "generator", "map", "zip", "filter")


def detect(case: Case) -> Iterable[Sighting]:
    names = case.source.names
    for call in case.source.calls_to("asyncio.gather"):
        kind = names.kind(call.args[0]) if len(call.args) == 1 else None
        if kind is None and not (len(call.args) == 1 and isinstance(call.args[0], ast.Name)):
            continue
        for seen in case.suspects:
            error = raised_on(seen.trace, call.lineno, call.end_lineno or call.lineno)
            if error is not None and kind in (*SEVERAL, None):
                said = f"{error.type}: {error.message}"
                fact = at(None, f"{code('gather')} gets a single argument and raises {error.type}.")
                yield seen.sighting(case.source.place_of(call), [fact], said, kind=kind or "collection")

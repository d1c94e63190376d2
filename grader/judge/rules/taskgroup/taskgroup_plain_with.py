"""A TaskGroup stands in a `with` that lacks `async`."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.groups import group_in
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import raised_on

LEVEL = ESSENTIAL
SILENCES = ("no-explicit-task", "fetch-not-called", "async-without-await", "taskgroup-not-entered")


def detect(case: Case) -> Iterable[Sighting]:
    for node in case.source.nodes:
        if not isinstance(node, ast.With) or group_in(case, node) is None:
            continue
        for seen in case.suspects:
            error = raised_on(seen.trace, node.lineno, max(node.lineno, node.body[0].lineno - 1))
            if error is not None and error.type in ("TypeError", "AttributeError"):
                facts = (
                    at(None, f"{code('with')} on line {node.lineno} tries to enter a TaskGroup."),
                    at(None, f"It raises {error.type}; the block is not entered."),
                )
                said = f"{error.type}: {error.message}"
                yield seen.sighting(case.source.place_of(node), facts, said)

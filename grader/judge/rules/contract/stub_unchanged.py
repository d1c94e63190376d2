"""The functions of the stub are still empty."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("missing-return", "async-without-await", "wrong-delay", "fetch-not-called", "wrong-result",
            "wrong-result-shape", "no-explicit-task", "wrong-order", "main-not-async",
            "plain-function-made-async")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    functions = case.source.functions()
    if case.untouched and case.failed:
        seen = case.suspects[0]
        fact = at(seen.run.elapsed, f"{code(seen.call)} ends at once.")
        for function in functions:
            yield seen.sighting(case.source.place_of(function), [fact], count=len(functions))

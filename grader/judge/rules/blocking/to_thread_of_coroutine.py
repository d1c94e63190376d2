"""to_thread or run_in_executor gets an `async def` function."""

import ast
from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "coroutine-used-as-value", "returns-coroutine", "wrong-result",
            "wrong-result-shape", "fetch-not-called", "wrong-delay",
            "plain-function-made-async")  # fmt: skip
WORK = {"to_thread": 0, "run_in_executor": 1, "submit": 0}


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for never in seen.trace.never_awaited if seen.trace.threads else ():
            name = never.name.rpartition(".")[2]
            for call, taker in _handing(case, name) if never.place is None else ():
                facts = (
                    at(
                        None, f"{code(taker)} has a thread call {code(name)}, which gives a coroutine object."
                    ),
                    at(seen.trace.duration, "The run ends; nothing has awaited the object."),
                )
                says = f"RuntimeWarning: {never.message}"
                place = case.source.place_of(call)
                yield seen.sighting(place, facts, says, name=name, taker=taker)


def _handing(case: Case, name: str) -> Iterator[tuple[ast.Call, str]]:
    """Yield the calls that hand the function of that name to a thread."""
    for node in case.source.nodes:
        if isinstance(node, ast.Call):
            taker = str(case.source.names.last(node.func) or getattr(node.func, "attr", ""))
            given = node.args[WORK[taker] :][:1] if taker in WORK else []
            if given and case.source.names.last(given[0]) == name:
                yield node, taker

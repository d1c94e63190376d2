"""What gather gives is handed to asyncio.run, which takes a coroutine."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.gathered import behind
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.trace_ends import raised_on

LEVEL = ESSENTIAL
SILENCES = ("gather-not-awaited", "run-function-not-coroutine", "missing-await", "main-not-async",
            "fetch-not-called", "nested-asyncio-run")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for call in case.source.calls_to("asyncio.run"):
        given = behind(case.source, call.args[0]) if call.args else None
        if not isinstance(given, ast.Call) or case.source.names.dotted(given.func) != "asyncio.gather":
            continue
        for seen in case.suspects:
            spans = [(node.lineno, node.end_lineno or node.lineno) for node in (call, given)]
            error = next((one for span in spans if (one := raised_on(seen.trace, *span))), None)
            if error is not None and error.type in ("ValueError", "TypeError", "RuntimeError"):
                facts = (
                    at(None, f"{code('gather')} is called where no event loop runs."),
                    at(None, f"{code('asyncio.run')} gets what it gives, and raises {error.type}."),
                )
                said = f"{error.type}: {error.message}"
                yield seen.sighting(case.source.place_of(call), facts, said)

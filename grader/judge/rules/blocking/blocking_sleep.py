"""time.sleep is called where the event loop runs."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.wording import seconds

LEVEL = ESSENTIAL
SILENCES = ("await-in-loop", "sequential-awaits", "async-without-await", "await-is-not-a-switch",
            "partially-sequential", "blocking-io")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        blocks = [block for block in seen.trace.blocked if block.what == "time.sleep"]
        facts = [at(b.start, f"Nothing else can run until {seconds(b.end)}.") for b in blocks[:3]]
        held = sum(block.seconds for block in blocks)
        for block in blocks:
            yield seen.sighting(block.place, facts, held=held, count=len(blocks))
    if case.failed:  # a sleep of no seconds blocks for no time, and gives no turn away either
        for call in case.source.calls_to("time.sleep"):
            if isinstance(case.source.function_of(call), ast.AsyncFunctionDef):
                yield case.sighting(case.source.place_of(call))

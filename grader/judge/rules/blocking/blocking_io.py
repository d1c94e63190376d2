"""A library waits for the network with the thread of the event loop."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.wording import seconds

LEVEL = ESSENTIAL
SILENCES = ("await-in-loop", "sequential-awaits", "async-without-await", "await-is-not-a-switch",
            "partially-sequential")  # fmt: skip
WAITS = ("socket.", "ssl.", "select.", "selectors.", "input", "os.read")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        blocks = [block for block in seen.trace.blocked if block.what.startswith(WAITS) and block.place]
        facts = [at(b.start, f"Nothing else can run until {seconds(b.end)}.") for b in blocks[:3]]
        for block in blocks:
            yield seen.sighting(block.place, facts, what=block.what, count=len(blocks))

"""A library waits, for the network or for something else, with the thread of the event loop."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.wording import seconds

LEVEL = ESSENTIAL
SILENCES = ("await-in-loop", "sequential-awaits", "async-without-await", "await-is-not-a-switch",
            "partially-sequential")  # fmt: skip
THREADS = ("Future.result", "Future.exception", "Thread.join", "wait", "as_completed")
WAITS = ("socket.", "ssl.", "select.", "selectors.", "input", "os.read")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        # What the exercise hands over, and blocks, is named as it was called: `read_page('a.html')`.
        blocks = [
            block
            for block in seen.trace.blocked
            if block.place and (block.what.startswith(WAITS) or block.what.endswith(")"))
        ]
        if seen in case.asked("blocking"):  # elsewhere, why there are threads at all is the question
            blocks += [one for one in seen.trace.blocked if one.place and one.what in THREADS]
        facts = [at(b.start, f"Nothing else can run until {seconds(b.end)}.") for b in blocks[:3]]
        for block in blocks:
            function = block.what.partition("(")[0]
            what = f"{function}()" if function != block.what else function
            yield seen.sighting(block.place, facts, what=what, count=len(blocks))

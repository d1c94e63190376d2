"""A child process is waited for by the thread of the event loop."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at

LEVEL = ESSENTIAL
SILENCES = ("await-in-loop", "sequential-awaits", "async-without-await", "await-is-not-a-switch",
            "partially-sequential", "blocking-io")  # fmt: skip
WAITS = ("subprocess.", "os.system", "os.wait", "Popen.")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.suspects:
        for block in seen.trace.blocked:
            if block.what.startswith(WAITS) and block.place is not None:
                what = "The thread of the event loop waits for a child process; no task can run."
                yield seen.sighting(block.place, [at(None, what)], what=block.what)

"""An object of one event loop is used in another one."""

from collections.abc import Iterable

from grader.judge.rules.broken_off import raised
from grader.judge.rules.case import Case, Seen
from grader.judge.rules.rule import ESSENTIAL, Sighting, at

LEVEL = ESSENTIAL
SILENCES = ("run-per-call", "fetch-not-called", "wrong-delay", "loop-per-thread")
SAID = ("different event loop", "different loop", "got Future")  # a long message is cut in the trace


def detect(case: Case) -> Iterable[Sighting]:
    for error in raised(case, "RuntimeError"):
        loops = _loops(error.seen)
        if loops > 1 and error.in_task and any(words in error.error.message for words in SAID):
            facts = (
                at(None, f"{loops} event loops are started in the course of the run."),
                at(error.seen.trace.duration, "Something that waits for the first is used in another."),
            )
            yield error.seen.sighting(error.place, facts, error.said, loops=loops)


def _loops(seen: Seen) -> int:
    return sum(event.get("ev") == "loop.open" for event in seen.run.events)

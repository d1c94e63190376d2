"""An event loop is used after it has been closed."""

from collections.abc import Iterable

from grader.judge.rules.broken_off import raised
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("missing-await", "fetch-not-called", "wrong-delay",
            "main-called-bare", "coroutine-used-as-value")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for error in raised(case, "RuntimeError"):
        closed = any(event.get("ev") == "loop.close" for event in error.seen.run.events)
        call = error.calls[0] if error.calls else None
        if closed and "closed" in error.error.message and "loop" in error.error.message.lower():
            place = case.source.place_of(call) if call is not None else error.place
            line = place.line if place is not None else 0
            facts = (
                at(None, f"The event loop has ended its work and is closed, as {code('asyncio.run')} does."),
                at(error.seen.trace.duration, f"Line {line} asks it for more: {error.error.type}."),
            )
            yield error.seen.sighting(place, facts, error.said)

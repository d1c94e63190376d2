"""Several event loops run at the same time, each in a thread of its own."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ACTIONABLE, Sighting, at
from grader.judge.rules.unwatched import loops_in_threads
from grader.judge.rules.wording import number
from grader.judge.trace_ends import made_at
from grader.model import Place

LEVEL = ACTIONABLE


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.runs:
        if seen.plain and (loops := loops_in_threads(seen.trace)):
            begins = f"{number(len(loops))} event loops begin, each in a thread of its own.".capitalize()
            facts = [at(loops[0].created, begins)]
            begun = made_at(seen.trace, loops[0]) or _handed_over(case)
            for thread in seen.trace.threads:
                if (place := thread.place or begun) is not None:
                    yield seen.sighting(place, facts, count=len(loops))


def _handed_over(case: Case) -> Place | None:
    """Where the file hands work to a thread, when the thread was started by asyncio's own code."""
    calls = case.source.calls_to("asyncio.to_thread", "threading.Thread")
    return next((case.source.place_of(call) for call in calls), None)

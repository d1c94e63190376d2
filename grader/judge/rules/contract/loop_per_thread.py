"""Several event loops run at the same time, each in a thread of its own."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ACTIONABLE, Sighting, at
from grader.judge.rules.unwatched import loops_in_threads
from grader.judge.rules.wording import number
from grader.judge.trace_ends import made_at

LEVEL = ACTIONABLE


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.runs:
        if seen.plain and (loops := loops_in_threads(seen.trace)):
            begins = f"{number(len(loops))} event loops begin, each in a thread of its own.".capitalize()
            facts = [at(loops[0].created, begins)]
            for thread in seen.trace.threads:
                place = thread.place or made_at(seen.trace, loops[0])
                yield seen.sighting(place, facts, count=len(loops))

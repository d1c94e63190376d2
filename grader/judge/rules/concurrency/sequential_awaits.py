"""Several awaits stand one below the other, and each waits for the one before."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.sequences import one_by_one, sequences

LEVEL = ESSENTIAL
SILENCES = ("wrong-delay",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen, turns in sequences(case):
        if len(turns.places) > 1:
            for place in turns.places:
                yield one_by_one(seen, turns, place)

"""Each task is awaited before the next one is made."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.sequences import one_by_one, sequences

LEVEL = ESSENTIAL
SILENCES = ("sequential-awaits", "await-in-loop", "wrong-delay")
MAKERS = ("create_task", "ensure_future", "Task")


def detect(case: Case) -> Iterable[Sighting]:
    for seen, turns in sequences(case, MAKERS):
        for place in turns.places:
            yield one_by_one(seen, turns, place)

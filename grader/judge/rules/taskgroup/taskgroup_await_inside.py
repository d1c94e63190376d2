"""Each task of a group is awaited where it is made, before the next one is."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.sequences import one_by_one, sequences

LEVEL = ESSENTIAL
SILENCES = ("sequential-awaits", "await-in-loop", "await-in-comprehension", "await-task-immediately",
            "wrong-delay")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for seen, turns in sequences(case, ("TaskGroup",)):
        for place in turns.places:
            if isinstance(case.source.node_at(place), ast.Await):
                yield one_by_one(seen, turns, place)

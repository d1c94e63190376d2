"""gather is called again and again, each time with one awaitable."""

import ast
from collections.abc import Iterable
from dataclasses import replace

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.sequences import one_by_one, sequences

LEVEL = ESSENTIAL
SILENCES = ("sequential-awaits", "await-in-loop", "await-in-comprehension", "wrong-delay", "no-explicit-task")
TOGETHER = {"gather": "gather()", "TaskGroup": "TaskGroup"}


def detect(case: Case) -> Iterable[Sighting]:
    for seen, turns in sequences(case, tuple(TOGETHER)):
        for place in turns.places:
            awaits = isinstance(case.source.node_at(place), ast.Await)
            if turns.via != "TaskGroup" or not awaits:  # there, an await is the mistake
                sighting = one_by_one(seen, turns, place)
                yield replace(sighting, words={**sighting.words, "tool": TOGETHER[turns.via or ""]})

"""Calls are awaited inside a comprehension, one after the other."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.sequences import one_by_one, operand, repeated, sequences

LEVEL = ESSENTIAL
SILENCES = ("sequential-awaits", "await-in-loop", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for seen, turns in sequences(case):
        for place in repeated(turns):
            node = case.source.node_at(place)
            inside = node is not None and case.source.comprehension_of(node) is not None
            if inside and isinstance(operand(case, place), ast.Call):
                yield one_by_one(seen, turns, place)

"""Calls are awaited in the body of an async for, one after the other."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting
from grader.judge.rules.sequences import one_by_one, operand, repeated, sequences

LEVEL = ESSENTIAL
SILENCES = ("sequential-awaits", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for seen, turns in sequences(case):
        for place in repeated(turns):
            node = case.source.node_at(place)
            around = case.source.loop_of(node) if node is not None else None
            comprehension = case.source.comprehension_of(node) if node is not None else None
            is_async = isinstance(around, ast.AsyncFor) or (
                comprehension is not None and bool(comprehension.generators[0].is_async)
            )
            if is_async and isinstance(operand(case, place), ast.Call):
                yield one_by_one(seen, turns, place)

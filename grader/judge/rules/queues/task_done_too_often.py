"""task_done() is called more often than items were put."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.error_calls import calls_on, error_calls
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL


def detect(case: Case) -> Iterable[Sighting]:
    for one in error_calls(case, "ValueError"):
        for call in calls_on(case, one):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "task_done":
                fact = at(
                    one.moment, f"{code(ast.unparse(call))} finds no unfinished item, and raises ValueError."
                )
                yield one.seen.sighting(case.source.place_of(call), [fact], one.says)
                break

"""create_task gets what gather gives, or another task."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.making_tasks import is_future, refused
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("gather-not-awaited", "task-not-awaited", "fetch-not-called", "no-explicit-task")


def detect(case: Case) -> Iterable[Sighting]:
    for one in refused(case):
        found = next((node for node in one.given if is_future(case, node)), None)
        if isinstance(found, ast.Call):
            name = case.source.names.last(found.func) or "gather"
            facts = [
                at(None, f"{code(name + '()')} on line {found.lineno} has already set its work going."),
                at(one.raised.moment, f"{code(one.maker)} gets what it gave, and raises TypeError."),
            ]
            yield one.raised.seen.sighting(one.place, facts, one.raised.says, maker=one.maker, name=name)

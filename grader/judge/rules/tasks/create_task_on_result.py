"""create_task gets a value that was awaited before."""

import ast
from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.making_tasks import refused
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "no-explicit-task", "await-in-loop", "sequential-awaits",
            "await-in-comprehension", "partially-sequential")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    for one in refused(case):
        found = next((node for node in one.given if isinstance(node, ast.Await)), None)
        if found is not None:
            text = f"{code(one.maker)} gets what an {code('await')} gave, and raises TypeError."
            facts = [
                at(None, f"{code(ast.unparse(found))} on line {found.lineno} runs to its end first."),
                at(one.raised.moment, text),
            ]
            yield one.raised.seen.sighting(one.place, facts, one.raised.says, maker=one.maker)

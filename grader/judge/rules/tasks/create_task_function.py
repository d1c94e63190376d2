"""create_task gets a function that has not been called."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.making_tasks import is_function, refused
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code

LEVEL = ESSENTIAL
SILENCES = ("fetch-not-called", "task-not-awaited", "missing-await", "no-explicit-task", "except-hides-error")


def detect(case: Case) -> Iterable[Sighting]:
    for one in refused(case):
        found = next((node for node in one.given if is_function(case, node)), None)
        if found is not None:
            name = case.source.names.last(found) or "lambda"
            text = f"{code(one.maker)} gets a function that has not been called, and raises TypeError."
            yield one.raised.seen.sighting(
                one.place, [at(one.raised.moment, text)], one.raised.says, maker=one.maker, name=name
            )

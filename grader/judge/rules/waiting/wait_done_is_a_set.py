"""The set of done tasks from asyncio.wait is read as if it had an order."""

from collections.abc import Iterable

from grader.judge.rules.arrivals import by_set, order_facts, out_of_order
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, code
from grader.judge.trace_waits import standings

LEVEL = ESSENTIAL
SILENCES = ("wrong-order",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen, order in out_of_order(case):
        waits = [one for one in standings(seen.trace, "wait") if one.what != "as_completed"]
        for wait in waits if by_set(seen) else ():
            if len(wait.tasks) > 1 and wait.place is not None:
                line = f" on line {wait.place.line}"
                first = f"{code('asyncio.wait')}{line} gives a set of {len(wait.tasks)} tasks."
                yield seen.sighting(wait.place, order_facts(seen, order, first), count=len(wait.tasks))

"""Results are collected from as_completed and returned in the order in which they arrived."""

from collections.abc import Iterable

from grader.judge.rules.arrivals import arrival, order_facts, out_of_order
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, code
from grader.judge.trace_waits import standings

LEVEL = ESSENTIAL
SILENCES = ("wrong-order", "tasks-in-a-set")


def detect(case: Case) -> Iterable[Sighting]:
    for seen, order in out_of_order(case):
        waits = [one for one in standings(seen.trace, "wait") if one.what == "as_completed"]
        arrived = arrival(seen.trace)
        if waits and (arrived == order or len(arrived) < len(order)):
            calls = case.source.calls_to("asyncio.as_completed")
            place = case.source.place_of(calls[0]) if calls else waits[0].place
            first = f"{code('as_completed')} hands out {len(order)} results, each as it arrives."
            yield seen.sighting(place, order_facts(seen, order, first), count=len(order))

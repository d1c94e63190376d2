"""Results are taken from as_completed as they arrive, as if that were the order of the list."""

from collections.abc import Iterable

from grader.judge.rules.arrivals import arrival, order_facts, out_of_order
from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import listed
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
    yield from _paired(case)


def _paired(case: Case) -> Iterable[Sighting]:
    """Yield each zip() of as_completed with something else, where the results came in another order."""
    calls = case.source.calls_to("asyncio.as_completed")
    zips = [
        node
        for node in case.source.calls_to("zip")
        if len(node.args) > 1 and any(case.source.names.behind(one) in calls for one in node.args)
    ]
    for seen in case.asked("result") if zips else ():
        arrived = arrival(seen.trace)
        if list(arrived) != sorted(arrived):
            shown = listed(number + 1 for number in arrived)
            facts = (
                at(None, f"{code('zip')} pairs the first of the list with the first to arrive, and so on."),
                at(seen.trace.duration, f"Those of calls {shown} arrived, in this order."),
            )
            yield seen.sighting(case.source.place_of(zips[0]), facts, count=len(arrived))

"""queue.join() waits for task_done(), which nobody calls."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.standstills import deadlocks

LEVEL = ESSENTIAL
SILENCES = ("consumer-never-stops", "one-sentinel-for-many", "task-not-awaited")


def detect(case: Case) -> Iterable[Sighting]:
    for seen, waiters in deadlocks(case):
        getting = {waiter.thing for waiter in waiters if waiter.on == "queue.get"}
        for waiter in waiters:
            if waiter.on == "queue.join" and (waiter.thing in getting or not _marks(case)):
                facts = [
                    at(
                        seen.trace.duration, f"{code('join()')} waits, and nothing is left that could end it."
                    ),
                ]
                if waiter.thing in getting:
                    facts.append(at(seen.trace.duration, "The queue is empty: a consumer waits for more."))
                yield seen.sighting(waiter.place, facts)


def _marks(case: Case) -> bool:
    """Whether the file mentions task_done at all."""
    return any(getattr(node, "attr", "") == "task_done" for node in case.source.nodes)

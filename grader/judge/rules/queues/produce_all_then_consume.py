"""A producer waits for room in a full queue, and nobody takes anything out."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import short
from grader.judge.rules.standstills import deadlocks

LEVEL = ESSENTIAL
SILENCES = ("consumer-never-stops", "task-not-awaited", "queue-join-without-task-done")


def detect(case: Case) -> Iterable[Sighting]:
    for seen, waiters in deadlocks(case):
        taken = {waiter.thing for waiter in waiters if waiter.on == "queue.get"}
        for waiter in waiters:
            if waiter.on == "queue.put" and waiter.thing not in taken:
                name = short(waiter.place.function if waiter.place else "")
                what = f"{code(name)} waits for room in the queue; nobody is at work who takes items out."
                yield seen.sighting(waiter.place, [at(seen.trace.duration, what)], name=name)

"""A consumer waits for more when nobody is left to put anything into the queue."""

from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import short
from grader.judge.rules.standstills import deadlocks

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited",)


def detect(case: Case) -> Iterable[Sighting]:
    yield from _left_waiting(case)
    for seen, waiters in deadlocks(case):
        if any(waiter.on in ("queue.join", "queue.put") for waiter in waiters):
            continue
        getting = [waiter for waiter in waiters if waiter.on == "queue.get"]
        ended = {task.coroutine for task in seen.trace.completed if task.how == "returned"}
        for waiter in getting:
            node = case.source.node_at(waiter.place)
            loop = case.source.loop_of(node) if node is not None else None
            if loop is None or waiter.task.coroutine in ended:
                continue
            name = short(waiter.place.function if waiter.place else "")
            what = f"{code(name)} waits for another item; nobody is left who could put one."
            yield seen.sighting(waiter.place, [at(seen.trace.duration, what)], name=name, count=len(getting))


def _left_waiting(case: Case) -> Iterator[Sighting]:
    """Yield the consumers that still waited when everything else had ended, and that nobody had cancelled."""
    for seen in case.suspects:
        asked = {request.task for request in seen.trace.cancellations if request.by is not None}
        left = [task for number in seen.trace.pending if (task := seen.trace.task(number)) is not None]
        getting = [one for one in left if one.waits and one.waits[-1].on == "queue.get"]
        for task in getting if seen.finished else ():
            place = task.waits[-1].place
            node = case.source.node_at(place)
            if node is None or place is None or case.source.loop_of(node) is None or task.id in asked:
                continue
            name = short(place.function)
            what = f"{code(seen.call)} ends; {code(name)} still waits for another item."
            yield seen.sighting(place, [at(seen.trace.duration, what)], name=name, count=len(getting))

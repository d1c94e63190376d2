"""A producer waits for room in a full queue, and nobody takes anything out."""

from collections.abc import Iterable, Iterator

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.sequences import short
from grader.judge.rules.standstills import deadlocks
from grader.model import Place

LEVEL = ESSENTIAL
SILENCES = ("consumer-never-stops", "task-not-awaited", "queue-join-without-task-done")


def detect(case: Case) -> Iterable[Sighting]:
    yield from _overfilled(case)
    for seen, waiters in deadlocks(case):
        taken = {waiter.thing for waiter in waiters if waiter.on == "queue.get"}
        for waiter in waiters:
            if waiter.on == "queue.put" and waiter.thing not in taken:
                name = short(waiter.place.function if waiter.place else "")
                what = f"{code(name)} waits for room in the queue; nobody is at work who takes items out."
                yield seen.sighting(waiter.place, [at(seen.trace.duration, what)], name=name)


def _overfilled(case: Case) -> Iterator[Sighting]:
    """Yield where put_nowait() found a queue full that is filled without a wait in between."""
    for seen in case.suspects:
        error = seen.run.error
        if error is not None and error.type in ("QueueFull", "asyncio.QueueFull") and error.line:
            place = Place(file="", line=error.line, function=error.function or "")
            what = f"{code('put_nowait')} on line {error.line} finds the queue full, and raises QueueFull."
            yield seen.sighting(place, [at(seen.run.elapsed, what)], "", full=str(error.line))

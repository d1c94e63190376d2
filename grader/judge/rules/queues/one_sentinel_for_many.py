"""One of several consumers has taken the last item and left; the others wait for ever."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at
from grader.judge.rules.standstills import deadlocks
from grader.judge.rules.wording import number

LEVEL = ESSENTIAL
SILENCES = ("task-not-awaited",)


def detect(case: Case) -> Iterable[Sighting]:
    for seen, waiters in deadlocks(case):
        getting = [waiter for waiter in waiters if waiter.on == "queue.get"]
        for waiter in getting:
            left = [
                task
                for task in seen.trace.completed
                if task.how == "returned" and task.coroutine == waiter.task.coroutine
            ]
            same = [other for other in getting if other.task.coroutine == waiter.task.coroutine]
            if left:
                facts = (
                    at(left[0].ended, "The first of the consumers ends."),
                    at(
                        seen.trace.duration,
                        f"{number(len(same))} of them still wait for an item.".capitalize(),
                    ),
                )
                yield seen.sighting(waiter.place, facts, ended=len(left), count=len(same))

"""Calls that are to overlap wait for each other at a lock that is held all through."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.rule import ESSENTIAL, Sighting, at, code
from grader.judge.rules.wording import seconds
from grader.judge.trace import Trace
from grader.model import TaskRecord

LEVEL = ESSENTIAL
SILENCES = ("partially-sequential", "sequential-awaits", "wrong-delay")


def detect(case: Case) -> Iterable[Sighting]:
    for seen in case.asked("concurrency"):
        trace = seen.trace
        waits = [
            (task, wait)
            for task in trace.tasks
            for wait in task.waits
            if wait.on == "lock.acquire" and wait.end > wait.start
        ]
        facts = [
            at(wait.start, f"{_name(trace, task)} waits for a lock, until {seconds(wait.end)}.")
            for task, wait in waits[:3]
        ]
        longest = max((wait.end - wait.start for _, wait in waits), default=0.0)
        for _, wait in waits:
            yield seen.sighting(wait.place, facts, count=len(waits), longest=longest)


def _name(trace: Trace, task: TaskRecord) -> str:
    return code(next((call.name for call in trace.calls() if call.task == task.id), f"{task.coroutine}()"))

"""An asyncio lock or semaphore is entered by a plain with."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.entering import plainly_entered
from grader.judge.rules.locks import LOCKS, SEMAPHORES
from grader.judge.rules.rule import ESSENTIAL, Sighting

LEVEL = ESSENTIAL
SILENCES = ("except-hides-error", "fetch-not-called", "task-not-awaited")


def detect(case: Case) -> Iterable[Sighting]:
    return plainly_entered(case, *LOCKS, *SEMAPHORES)

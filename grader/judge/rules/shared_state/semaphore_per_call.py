"""Every call makes a semaphore of its own, which limits nothing."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.locks import SEMAPHORES
from grader.judge.rules.once_per_call import made_per_call
from grader.judge.rules.rule import ESSENTIAL, Sighting

LEVEL = ESSENTIAL
SILENCES = ("lost-update",)


def detect(case: Case) -> Iterable[Sighting]:
    return made_per_call(case, case.questioned("concurrency"), "semaphore", *SEMAPHORES)

"""Every call makes a lock of its own, which nobody else ever waits for."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.once_per_call import made_per_call
from grader.judge.rules.rule import ESSENTIAL, Sighting

LEVEL = ESSENTIAL
SILENCES = ("lost-update",)


def detect(case: Case) -> Iterable[Sighting]:
    return made_per_call(case, case.suspects, "lock", "asyncio.Lock", "asyncio.Condition")

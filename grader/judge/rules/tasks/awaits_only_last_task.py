"""Of several tasks only the last is awaited, or some of them, and the others are taken to be done."""

from collections.abc import Iterable

from grader.judge.rules.case import Case
from grader.judge.rules.partly_awaited import partly_awaited
from grader.judge.rules.rule import ESSENTIAL, Sighting

LEVEL = ESSENTIAL
SILENCES = ("result-before-done", "task-not-awaited", "sleep-instead-of-await", "wrong-delay",
            "partially-sequential")  # fmt: skip


def detect(case: Case) -> Iterable[Sighting]:
    return partly_awaited(case, first=False)

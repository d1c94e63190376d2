"""An exercise small enough to try mutants and orders on, made in a test's own folder."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

from grader.grading import Grader
from grader.model import Exercise, VerifyPolicy

PREAMBLE = (
    "import asyncio\nimport pytest\nfrom grader.suite import expect\n\npytestmark = pytest.mark.asyncio\n"
)


class OneWorker:
    """Carries out jobs in this process, one after the other."""

    def __init__(self, grader: Grader) -> None:
        self._grader = grader

    def carry_out(self, queue: deque[Any]) -> Iterator[tuple[Any, Any]]:
        while queue:
            job = queue.popleft()
            yield job, job(self._grader)


def exercise(folder: Path, suite: str, solution: str, **right: str) -> Exercise:
    """Write an exercise: its suite, its solution and further right answers by their names."""
    key = folder / "solutions" / "exercise-99"
    (key / "right").mkdir(parents=True)
    (key / "test_hidden.py").write_text(PREAMBLE + dedent(suite), encoding="utf-8")
    (key / "exercise.py").write_text(dedent(solution), encoding="utf-8")
    for name, text in right.items():
        (key / "right" / f"{name}.py").write_text(dedent(text), encoding="utf-8")
    return Exercise(
        slug="exercise-99",
        title="Toy",
        summary="",
        folder=folder,
        key=key,
        verify=VerifyPolicy(kill_rate=0.9, schedules=2),
    )

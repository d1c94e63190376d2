"""The repository's own exercises are proved, as `grade verify` proves any exercise."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.catalog import Catalog, find_root
from grader.course.authoring.bench import Role
from grader.course.authoring.trials import Plan
from grader.course.authoring.verify import verify
from grader.course.workers import Workers

ROOT = Path(__file__).parents[2]
CATALOG: Catalog = find_root(exercises=ROOT / "exercises", key=ROOT / "solutions")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(os.cpu_count() or 1) as workers:
        yield workers


@pytest.mark.parametrize("slug", CATALOG.slugs())
def test_the_exercise_is_proved(workers: Workers, slug: str) -> None:
    """Each answer is graded once here; `grade verify` also looks whether it always comes to the same."""
    (verification,) = verify(CATALOG, [CATALOG.place(slug)], workers, Plan(repeats=1, schedules=1))
    assert [(fault.what, fault.file) for fault in verification.faults] == []
    (solution,) = verification.bench.of(Role.SOLUTION)
    assert solution.report.max_score == 10

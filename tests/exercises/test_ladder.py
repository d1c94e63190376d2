"""The repository's own exercises: every solution and every right answer passes, every wrong one does not."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from grader.catalog import Catalog, find_root
from grader.grading import prepare
from grader.model import Report, Status, Verdict

ROOT = Path(__file__).parents[2]
CATALOG: Catalog = find_root(exercises=ROOT / "exercises", key=ROOT / "solutions")
SLUGS = CATALOG.slugs()

Graded = Callable[[str, Path], Report]


def answers(kind: str) -> list[str]:
    found = (ROOT / "solutions").glob(f"*/{kind}/*.py")
    return sorted(path.relative_to(ROOT / "solutions").as_posix() for path in found)


@pytest.fixture(scope="module")
def graded() -> Iterator[Graded]:
    """Grade a file of one exercise; every file is graded once."""
    with prepare() as grader:

        @cache
        def graded(slug: str, path: Path) -> Report:
            report = grader.grade(CATALOG.load(slug), path.read_bytes(), path.name)
            assert report.outcome is not Verdict.FAULT, report.problem
            return report

        yield graded


def unmet(report: Report) -> list[str]:
    return [f"{check.id}: {check.fact}" for check in report.checks if check.status is not Status.PASSED]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_solution_has_full_points(graded: Graded, slug: str) -> None:
    exercise = CATALOG.load(slug)
    report = graded(slug, ROOT / "solutions" / slug / exercise.file)
    assert (report.outcome, report.problem, unmet(report)) == (Verdict.PASSED, None, [])
    assert report.score == report.max_score == 10
    assert {check.topic for check in report.checks} == set(exercise.topics)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_stub_is_known_and_earns_nothing(graded: Graded, slug: str) -> None:
    exercise = CATALOG.load(slug)
    report = graded(slug, exercise.folder / exercise.file)
    assert report.untouched
    assert report.outcome is Verdict.FAILED
    assert report.score == 0
    assert report.first_step


@pytest.mark.parametrize("answer", answers("right"))
def test_a_right_answer_passes(graded: Graded, answer: str) -> None:
    report = graded(answer.partition("/")[0], ROOT / "solutions" / answer)
    assert (report.outcome, report.problem, unmet(report)) == (Verdict.PASSED, None, [])


@pytest.mark.parametrize("answer", answers("mutants"))
def test_a_mutant_is_caught(graded: Graded, answer: str) -> None:
    report = graded(answer.partition("/")[0], ROOT / "solutions" / answer)
    assert report.outcome in (Verdict.FAILED, Verdict.UNGRADABLE)
    assert report.score < 10
    assert report.untouched is answer.endswith("stub-unchanged.py")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_check_catches_a_mutant(graded: Graded, slug: str) -> None:
    mutants = sorted((ROOT / "solutions" / slug / "mutants").glob("*.py"))
    reports = [graded(slug, path) for path in mutants]
    checks = {check.id for report in reports for check in report.checks}
    caught = {check.id for report in reports for check in report.checks if check.status is Status.FAILED}
    assert checks - caught == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_an_exercise_has_enough_answers(slug: str) -> None:
    assert len([name for name in answers("right") if name.startswith(slug)]) >= 5
    assert len([name for name in answers("mutants") if name.startswith(slug)]) >= 8

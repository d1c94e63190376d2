"""The wrong answers that lie beside the exercises: each is named for the rule that has to see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.catalog import find_root
from grader.grading import Grader, prepare
from grader.judge.rules import shelf
from grader.model import Level

ROOT = Path(__file__).parents[3]
CATALOG = find_root(ROOT)
MADE = {rule.id for rule in shelf.own_rules()}


def cases(folder: str) -> list[object]:
    return [
        pytest.param(
            path,
            id=f"{path.parts[-3]}-{path.stem}",
            marks=[pytest.mark.skip("no such rule yet")]
            if folder == "mutants" and path.stem not in MADE
            else [],
        )
        for path in sorted(ROOT.glob(f"solutions/*/{folder}/*.py"))
    ]


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with prepare() as grader:
        yield grader


@pytest.mark.parametrize("path", cases("mutants"))
def test_the_first_finding_is_the_mistake_itself(path: Path, grader: Grader) -> None:
    report = grader.grade(CATALOG.load(path.parts[-3]), path.read_bytes(), "exercise.py")
    assert report.rule_errors == ()
    assert [finding.rule for finding in report.findings][:1] == [path.stem]


@pytest.mark.parametrize("path", cases("right"))
def test_nothing_essential_is_found_in_a_right_answer(path: Path, grader: Grader) -> None:
    report = grader.grade(CATALOG.load(path.parts[-3]), path.read_bytes(), "exercise.py")
    assert report.rule_errors == ()
    assert [finding.rule for finding in report.findings if finding.level is Level.ESSENTIAL] == []

"""`grader.grading` on exercises of its own: what a grading puts together that no part of it knows alone."""

from pathlib import Path

import pytest

from grader.catalog import find_root
from grader.grading import prepare
from grader.model import Report, Verdict

MANIFEST = 'format = 1\ntitle = "T"\nsummary = "S"\n'
SUITE = '''\
"""Hidden suite."""
import pytest
from grader.suite import expect

pytestmark = pytest.mark.asyncio

async def test_seven(submission):
    """main() returns 7."""
    expect(await submission.run("main")).value(7)

async def test_at_once(submission):
    """main() takes no time."""
    expect(await submission.run("main")).elapsed(0)
'''
ANSWER = b"async def main():\n    return 7\n"


def graded(course: Path, policies: str, answer: bytes = ANSWER) -> Report:
    folder, key = course / "exercises" / "seven", course / "solutions" / "seven"
    for place in (folder, key):
        place.mkdir(parents=True)
    (folder / "exercise.toml").write_text(MANIFEST + policies)
    (key / "test_hidden.py").write_text(SUITE)
    exercise = find_root(exercises=course / "exercises").load("seven")
    with prepare(isolation="none") as grader:
        return grader.grade(exercise, answer, "exercise.py")


def test_each_check_says_what_learners_may_see_of_it(tmp_path: Path) -> None:
    report = graded(tmp_path, '[checks.test_at_once]\nvisibility = "after_due"\ndetail = "kind_only"\n')
    assert report.outcome is Verdict.PASSED
    seen = {check.id: (check.visibility, check.detail) for check in report.checks}
    assert seen == {"test_seven": ("always", "full"), "test_at_once": ("after_due", "kind_only")}


@pytest.mark.parametrize("name", ["test_sevn", "seven"])
def test_hiding_a_check_that_does_not_exist_is_a_fault(tmp_path: Path, name: str) -> None:
    report = graded(tmp_path, f'[checks.{name}]\nvisibility = "staff"\n')
    assert report.outcome is Verdict.FAULT
    assert report.problem
    assert f"[checks.{name}], and the suite has no such test" in report.problem.details


@pytest.mark.parametrize("answer", [b"", b"# caf\xe9\n", b"\0", b"def (\n"])
def test_what_cannot_be_run_misses_the_same_points_as_any_other_answer(tmp_path: Path, answer: bytes) -> None:
    report = graded(tmp_path, '[checks.test_at_once]\nvisibility = "staff"\n', answer)
    assert (report.outcome, report.score, report.max_score) == (Verdict.UNGRADABLE, 0, 2)
    seen = {check.id: (check.status, check.points, check.visibility) for check in report.checks}
    assert seen == {"test_seven": ("skipped", 0, "always"), "test_at_once": ("skipped", 0, "staff")}

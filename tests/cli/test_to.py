import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.report.lms import names, shelf
from grader.run.sandbox import IsolationMissing
from tests.cli import conftest as given
from tests.cli.conftest import FakeGrader

Grade = Callable[..., Result]
PLATFORM = {
    "CLASSROOM": "c",
    "ASSIGNMENT": "a",
    "SUBMISSION_TAG": "submit/2026-07-07T10-52-47Z-991936b",
    "COMMIT_URL": "https://example.org/c",
    "RELEASE_URL": "https://example.org/r",
    "USERNAME": "u",
}


@pytest.fixture
def demanded(grader: FakeGrader, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What `prepare` was asked for."""
    import sys

    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        sys.modules["grader.grading"], "prepare", lambda *words: asked.append(words) or grader
    )
    return asked


def test_several_formats_are_written_beside_the_report(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    result = grade("2", "--to", "gradescope:g.json", "--to", "junit", "--to", "exercism:e.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Three at once" in result.stdout
    assert json.loads((course / "g.json").read_text())["tests"][0]["score"] == 10
    assert (course / "junit.xml").read_text().startswith("<?xml")
    assert json.loads((course / "e.json").read_text())["status"] == "pass"


def test_a_folder_takes_all_files_of_a_format(course: Path, grader: FakeGrader, grade: Grade) -> None:
    (course / "out").mkdir()
    assert grade("2", "--to", "classroom50:out", env=PLATFORM).exit_code == 0
    assert sorted(path.name for path in (course / "out").iterdir()) == ["release-body.md", "result.json"]
    assert grade("2", "--to", "github:out/page.md").exit_code == 0
    assert {"page.md", "log.txt"} <= {path.name for path in (course / "out").iterdir()}


def test_standard_output_belongs_to_the_platform_that_reads_it(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    grader.report = given.FAILED
    result = grade("2", "--to", "vpl")
    assert result.stdout.startswith("<|--\n")
    assert result.stdout.endswith("Grade :=>>0.00\n")
    result = grade("2", "--to", "coderunner:-", "--output", "report.html")
    assert json.loads(result.stdout)["fraction"] == 0
    assert "Report written to report.html" in result.stderr


def test_on_actions_the_summary_is_added_to_and_the_log_printed(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    (course / "summary").write_text("before\n")
    grader.report = given.FAILED
    result = grade("2", "--to", "github", env={"GITHUB_STEP_SUMMARY": "summary"})
    assert result.exit_code == 1
    assert (course / "summary").read_text().startswith("before\n## Not yet")
    first, *_, last = result.stdout.splitlines()
    assert first.startswith("::stop-commands::")
    assert (
        last
        == "::error file=exercises/exercise-02/exercise.py,title=The values are right::The result was None."
    )


# ---- exit codes and isolation --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "failed", "fault"),
    [
        (["--to", "junit"], 1, 4),
        (["--to", "junit", "--exit-zero"], 0, 4),
        (["--to", "github:s.md"], 1, 4),
        (["--to", "classroom50"], 0, 4),
        (["--to", "codegrade"], 0, 4),
        (["--to", "coderunner"], 0, 4),
        (["--to", "gradescope"], 0, 0),
        (["--to", "codio"], 0, 0),
        (["--to", "prairielearn"], 0, 0),
        (["--to", "exercism"], 0, 0),
        (["--to", "vpl"], 0, 0),
        (["--to", "gradescope", "--to", "junit"], 0, 0),
    ],
)
def test_the_exit_code_is_the_one_that_the_platform_needs(
    course: Path, grader: FakeGrader, grade: Grade, words: list[str], failed: int, fault: int
) -> None:
    for report, code in (
        (given.PASSED, 0),
        (given.FAILED, failed),
        (given.UNGRADABLE, failed),
        (given.BROKEN, fault),
    ):
        grader.report = report
        assert grade("2", *words, env=PLATFORM).exit_code == code, report.outcome


@pytest.mark.parametrize("name", names())
def test_where_the_score_counts_answers_must_be_kept_in(
    course: Path, demanded: list[tuple[object, ...]], grade: Grade, name: str
) -> None:
    assert grade("2", "--to", f"{name}:out.txt", env=PLATFORM).exit_code == 0
    ci = {"github", "junit", "check50", "gitlab-codequality", "sarif"}
    assert demanded == [("auto", "none" if name in ci else "reduced")]


def test_without_that_isolation_there_is_no_score_and_what_was_pending_stays(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    grader.error = IsolationMissing("The level “reduced” is not to be had here.")
    result = grade("2", "--to", "gradescope")
    assert result.exit_code == 3
    assert "has not finished" in (course / "results.json").read_text()


# ---- mistakes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "gradscope"], "Did you mean gradescope?"),
        (["--to", "junit:nowhere/x.xml"], "there is no folder nowhere"),
        (["--to", "github"], "GITHUB_STEP_SUMMARY is not set. Name a file: --to github:PATH"),
        (["--to", "github:-"], "--to github:- writes 2 files. Name a folder for them."),
        (["--to", "classroom50"], "CLASSROOM, ASSIGNMENT"),
        (["--to", "vpl", "--to", "codegrade"], "--to codegrade writes to standard output"),
        (["--to", "gradescope", "--to", "exercism"], "--to exercism writes to results.json"),
        (["--to", "junit:r.html", "--output", "r.html"], "--to junit writes to r.html"),
        (["--to", "junit:exercises/exercise-02/exercise.py"], "exercise.py itself"),
    ],
)
def test_a_mistake_is_told_before_anything_is_graded(
    course: Path, grader: FakeGrader, grade: Grade, words: list[str], said: str
) -> None:
    result = grade("2", *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert grader.asked == []


def test_a_value_the_format_cannot_use_is_told_and_leaves_no_file(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    result = grade("2", "--to", "junit", "--to", "vpl", env={"VPL_GRADEMAX": "ten"})
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--to vpl: VPL_GRADEMAX is 'ten', not a number" in result.stderr
    assert not (course / "junit.xml").exists()


def test_an_answer_from_standard_input_may_be_reported_on_standard_output(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    result = grade("2", "--submission", "-", "--to", "vpl", stdin=b"x = 1\n")
    assert (result.exit_code, result.stdout[:5]) == (0, "<|--\n")


# ---- the list ------------------------------------------------------------------------------------

BATCH = "grade batch --from"


def test_formats_lists_every_writer_where_it_goes_who_reads_it_and_whose_it_is(grade: Grade) -> None:
    result = grade("formats")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.partition(BATCH)[0].count("built in") == len(shelf.BUILT_IN)
    for name in names():
        assert f"\n{name}\n" in f"\n{result.stdout}"
    assert "to $GITHUB_STEP_SUMMARY, standard output" in result.stdout
    rest = result.stdout.partition(BATCH)[2]
    assert "  moodle; built in\n" in rest
    assert "  canvas: The gradebook that Canvas exports" in rest


def test_one_broken_writer_does_not_hide_the_others(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import EntryPoint

    points = {"theirs": EntryPoint("theirs", "no_such_package:WRITER", shelf.ENTRY_POINTS)}
    monkeypatch.setattr(shelf, "_installed", lambda: points)
    result = grade("formats")
    assert result.stdout.partition(BATCH)[0].count("built in") == len(shelf.BUILT_IN)
    assert "The format theirs of no_such_package:WRITER cannot be loaded" in result.stderr

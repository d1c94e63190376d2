"""`grade EXERCISE`: from words on a line to a report in the right place and an exit code."""

import errno
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from grader.model import Isolation
from grader.run.sandbox import IsolationMissing
from tests.cli import conftest as given
from tests.cli.conftest import PASSED, FakeGrader

Grade = Callable[..., Result]
PICTURE = "draws what ran when, as a page"


def last_line(result: Result) -> list[str]:
    return [part.strip() for part in result.stdout.splitlines()[-1].split("  ") if part]


@pytest.mark.parametrize(
    "words",
    [
        ["exercise-02"],
        ["2"],
        ["exercise-02", "--format", "json"],
        ["--format", "json", "exercise-02"],
        ["--format=json", "exercise-02"],
        ["exercises/exercise-02"],
        ["exercises/exercise-02/"],
        ["--", "exercise-02"],
    ],
)
def test_an_exercise_is_graded_however_it_is_written(
    course: Path, grader: FakeGrader, grade: Grade, words: list[str]
) -> None:
    result = grade(*words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert grader.asked == [("exercise-02", b"x = 1\n", "exercise.py")]


def test_inside_an_exercise_its_own_file_is_graded(
    course: Path, grader: FakeGrader, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course / "exercises" / "exercise-02")
    assert grade("exercise-02").exit_code == 0
    assert grade(".").exit_code == 0
    assert grader.asked == [("exercise-02", b"x = 1\n", "exercise.py")] * 2


def test_another_file_and_standard_input_are_graded(course: Path, grader: FakeGrader, grade: Grade) -> None:
    (course / "answer.py").write_text("y = 2\n")
    grade("2", "--submission", "answer.py")
    grade("2", "--submission", "-", stdin=b"z = 3\n")
    assert grader.asked == [
        ("exercise-02", b"y = 2\n", "answer.py"),
        ("exercise-02", b"z = 3\n", "exercise.py"),
    ]


def test_exercises_and_key_may_be_anywhere(
    course: Path,
    grader: FakeGrader,
    grade: Grade,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    exercises, key = str(course / "exercises"), str(course / "solutions")
    assert grade("2", "--exercises", exercises, "--key", key).exit_code == 0
    assert grade("2", env={"GRADE_EXERCISES": exercises, "GRADE_KEY": key}).exit_code == 0
    assert grade(f"{exercises}/exercise-02").exit_code == 0
    assert len(grader.asked) == 3


# ---- exit codes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("report", "code", "with_exit_zero"),
    [(given.PASSED, 0, 0), (given.FAILED, 1, 0), (given.UNGRADABLE, 1, 0), (given.BROKEN, 4, 4)],
)
def test_the_exit_code_is_the_verdict(
    course: Path, grader: FakeGrader, grade: Grade, report: given.model.Report, code: int, with_exit_zero: int
) -> None:
    grader.report = report
    assert grade("2", "--format", "json").exit_code == code
    assert grade("2", "--format", "json", "--exit-zero").exit_code == with_exit_zero


def test_an_exception_of_the_grader_is_one_short_message(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    grader.error = KeyError("clock")
    result = grade("2")
    assert result.exit_code == 4
    assert result.stderr.startswith("Error: The grader itself failed: KeyError: 'clock'\n")
    assert "GRADE_DEBUG=1" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("error", "place"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "out/x.json"), ": out/x.json"),
        (OSError(errno.ENOSPC, "No space left on device"), ""),
        (sqlite3.OperationalError("database or disk is full"), ""),
    ],
    ids=repr,
)
def test_a_full_disk_is_called_that_and_not_a_failure_of_the_grader(
    course: Path, grader: FakeGrader, grade: Grade, error: Exception, place: str
) -> None:
    grader.error = error
    result = grade("2")
    assert result.exit_code == 4
    assert result.stderr.startswith(f"Error: The disk is full{place}. Make room, and give the same command")
    assert "GRADE_DEBUG" not in result.stderr


def test_a_traceback_is_there_for_who_asks(course: Path, grader: FakeGrader, grade: Grade) -> None:
    grader.error = KeyError("clock")
    result = grade("2", env={"GRADE_DEBUG": "1"})
    assert result.exit_code == 4
    assert "Traceback (most recent call last)" in result.stderr


def test_a_broken_pipe_inside_the_grader_is_a_fault_and_not_silence(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    grader.error = BrokenPipeError(32, "Broken pipe")
    result = grade("2")
    assert result.exit_code == 4
    assert "BrokenPipeError" in result.stderr


def test_an_interrupt_is_130_without_a_traceback(course: Path, grader: FakeGrader, grade: Grade) -> None:
    grader.error = KeyboardInterrupt()
    result = grade("2")
    assert (result.exit_code, result.stderr.strip()) == (130, "Interrupted.")


# ---- mistakes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["exercise-2O"], ["no exercise called “exercise-2O”", "Near names: exercise-02"]),
        (["lst"], ["no exercise called “lst”", "the command “grade list”"]),
        (["--exercises", "exercises", "list"], ["grade list [OPTIONS]"]),
        (["--submission", "nowhere.py", "2"], ["There is no file nowhere.py"]),
        (["exercises/exercise-02/exercise.py"], ["--submission", "grade trace"]),
        (["answer.py"], ["--submission answer.py", "grade trace answer.py"]),
        (["3"], ["exercise-03 has no hidden suite", "--key DIR", "grade trace"]),
        (["3", "--key", "solutions"], ["has no folder “exercise-03”"]),
        (["2", "--format", "pdf"], ["'pdf' is not one of"]),
        (["--format", "json"], ["Missing argument 'EXERCISE'"]),
        (["2", "--nonsense"], ["No such option", "--nonsense"]),
        (["2", "--output", "exercises"], ["is a folder"]),
        (["2", "--output", "nowhere/report.html"], ["no folder nowhere"]),
        (["2", "--output", "exercises/exercise-02/exercise.py"], ["would be overwritten"]),
        ([""], ["no exercise called “”"]),
    ],
)
def test_a_mistake_says_what_was_found_and_what_to_do(
    course: Path, grader: FakeGrader, grade: Grade, words: list[str], parts: list[str]
) -> None:
    result = grade(*words)
    assert result.exit_code == 2
    assert [part for part in parts if part not in result.stderr] == []
    assert result.stdout == ""
    assert grader.asked == []


def test_a_mistyped_command_is_recognised_outside_of_any_course(
    tmp_path: Path, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = grade("lst")
    assert result.exit_code == 2
    assert "“grade list”" in result.stderr
    assert "--exercises DIR" in result.stderr


# ---- where the report goes -----------------------------------------------------------------


def test_the_terminal_report_ends_with_one_next_step(course: Path, grader: FakeGrader, grade: Grade) -> None:
    (course / "my answer.py").write_text("x = 1\n")
    (course / "solutions" / "exercise-03").mkdir()
    assert last_line(grade("2")) == ["grade show exercise-03", "the next exercise"]
    assert last_line(grade("3", "--key", "solutions")) == ["grade 3 --key solutions --format html", PICTURE]
    grader.report = given.FAILED
    answer = "--submission 'my answer.py'"
    assert last_line(grade("2", "--submission", "my answer.py")) == [
        f"grade 2 {answer} --format html",
        PICTURE,
    ]
    grader.report = given.UNGRADABLE
    assert last_line(grade("2")) == ["grade 2", "after the change"]
    grader.report = given.BROKEN
    assert last_line(grade("2")) == ["GRADE_DEBUG=1 grade 2", "says more about what failed"]


def test_a_file_gets_no_next_step(course: Path, grader: FakeGrader, grade: Grade) -> None:
    grade("2", "--output", "report.txt")
    assert "grade show" not in (course / "report.txt").read_text()


@pytest.mark.parametrize(
    ("words", "file", "start"),
    [
        (["--output", "report.html"], "report.html", "<!doctype html"),
        (["--output", "report.json"], "report.json", "{"),
        (["--output", "report.md"], "report.md", ""),
        (["--output", "report.txt"], "report.txt", ""),
        (["--output", "report", "--format", "json"], "report", "{"),
        (["--output", "page.html", "--format", "json"], "page.html", "{"),
    ],
)
def test_a_file_gets_the_format_of_its_ending_unless_told_otherwise(
    course: Path, grader: FakeGrader, grade: Grade, words: list[str], file: str, start: str
) -> None:
    result = grade("2", *words)
    assert result.exit_code == 0
    assert result.stdout == f"exercise-02: passed, 10 of 10 points. Report written to {file}\n"
    written = (course / file).read_text(encoding="utf-8")
    assert written.lower().startswith(start)
    assert "\x1b" not in written


def test_machine_formats_stand_alone_on_standard_output(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    assert json.loads(grade("2", "--format", "json").stdout)["exercise"] == "exercise-02"
    assert grade("2", "--format", "html").stdout.lower().startswith("<!doctype html")
    assert grade("2", "--format", "json", "--output", "-").stdout.startswith("{")


# ---- isolation -----------------------------------------------------------------------------------


def test_one_line_says_that_nothing_kept_the_answer_in(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    grader.report = replace(PASSED, isolation=Isolation(level="none"))
    result = grade("exercise-02")
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1)
    assert "Isolation: none" in result.stderr


def test_who_asks_for_no_isolation_is_not_told_of_it(course: Path, grader: FakeGrader, grade: Grade) -> None:
    grader.report = replace(PASSED, isolation=Isolation(level="none"))
    assert grade("exercise-02", "--isolation", "none").stderr == ""


def test_a_demanded_level_that_is_missing_ends_without_a_score(
    course: Path, grader: FakeGrader, grade: Grade
) -> None:
    grader.error = IsolationMissing("full: bubblewrap is not installed\n  To have it: apt install bubblewrap")
    result = grade("exercise-02", "--isolation", "full")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "apt install bubblewrap" in result.stderr

"""`grade verify` and `grade new` on the command line; what is proved is tested in tests/course/authoring."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import ENVIRONMENT

Grade = Callable[..., Result]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("GRADE_EXERCISES", "GRADE_KEY", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_a_new_exercise_is_proved_from_the_command_line(empty: Path, grade: Grade) -> None:
    made = grade("new", "exercise-21", "--title", "Tea", "--exercises", "exercises")
    assert (made.exit_code, made.output.splitlines()[0]) == (
        0,
        "Made exercises/exercise-21: README.md, exercise.toml, exercise.py",
    )
    command = [sys.executable, "-m", "grader", "verify", "21", "--repeats", "1", "--jobs", "1"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    heading, row, last = done.stdout.splitlines()
    assert heading.split() == ["exercise", "solution", "right", "mutants", "checks", "same", "cpu"]
    assert row.split()[1:6] == ["exercise-21", "10/10", "4/4", "8/8", "3/3"]
    assert last.startswith("1 of 1 proved, ")


def test_a_refusal_exits_with_1_and_goes_on_to_the_next(course: Path, grade: Grade) -> None:
    done = grade("verify", "--format", "json")
    assert done.exit_code == 1
    data = json.loads(done.stdout)
    assert [one["exercise"] for one in data["exercises"]] == ["exercise-01", "exercise-02", "exercise-03"]
    assert data["exercises"][1]["faults"][0]["what"] == "exercise.py is missing."
    assert data["exercises"][0]["faults"][0]["what"] == "exercise-01 has no key here."


def test_a_broken_manifest_is_refused_where_it_is_one_of_several(course: Path, grade: Grade) -> None:
    (course / "exercises/exercise-03/exercise.toml").write_text("format = ")
    done = grade("verify", "3")
    assert done.exit_code == 1
    assert "exercise.toml is not valid TOML" in " ".join(done.output.split())


def test_an_exercise_that_is_not_there_is_wrong_usage(course: Path, grade: Grade) -> None:
    done = grade("verify", "exercise-99")
    assert done.exit_code == 2
    assert "There is no exercise called “exercise-99”" in done.output


def test_an_empty_course_is_told_how_to_begin(empty: Path, grade: Grade) -> None:
    done = grade("verify", "--exercises", "exercises")
    assert done.exit_code == 2
    assert "grade new exercise-01" in done.output


def test_the_json_can_go_to_a_file(course: Path, grade: Grade) -> None:
    done = grade("verify", "1", "--output", "proof.json")
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert json.loads((course / "proof.json").read_text())["proved"] is False


@pytest.mark.parametrize("name", ["list", "verify"])
def test_a_command_s_name_is_no_exercise_s(course: Path, grade: Grade, name: str) -> None:
    done = grade("new", name)
    assert (done.exit_code, "is a command" in done.output) == (2, True)


def test_a_name_that_is_taken_is_wrong_usage(course: Path, grade: Grade) -> None:
    done = grade("new", "exercise-02")
    assert (done.exit_code, "is there already" in done.output) == (2, True)


def test_a_copy_needs_a_key(course: Path, grade: Grade) -> None:
    done = grade("new", "exercise-21", "--from", "exercise-01")
    assert (done.exit_code, "has no key here" in done.output) == (2, True)
    assert not (course / "exercises/exercise-21").exists()

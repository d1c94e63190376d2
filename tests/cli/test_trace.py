"""`grade trace FILE`."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from grader.model import Outcome
from tests.cli import conftest as given
from tests.cli.conftest import FakeGrader

Grade = Callable[..., Result]


@pytest.fixture
def program(course: Path) -> Path:
    (course / "prog.py").write_text("print('hello')\n")
    return course / "prog.py"


def test_the_arguments_after_the_file_are_the_program_s(
    program: Path, grader: FakeGrader, grade: Grade
) -> None:
    grade("trace", "prog.py", "--format", "json", "a", "b")
    grade("trace", "prog.py", "--", "--port", "80")
    assert grader.asked == [("prog.py", ("a", "b")), ("prog.py", ("--port", "80"))]


def test_an_option_of_the_program_is_told_where_to_go(
    program: Path, grader: FakeGrader, grade: Grade
) -> None:
    result = grade("trace", "prog.py", "--port", "80")
    assert result.exit_code == 2
    assert "grade trace FILE -- --port" in result.stderr


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome.FINISHED, 0),
        (Outcome.RAISED, 1),
        (Outcome.DEADLOCKED, 1),
        (Outcome.STUCK, 1),
        (Outcome.KILLED, 1),
        (Outcome.NOT_LOADED, 1),
        (Outcome.FAULT, 4),
    ],
)
def test_the_exit_code_is_the_program_s_fate(
    program: Path, grader: FakeGrader, grade: Grade, outcome: Outcome, code: int
) -> None:
    grader.run = replace(grader.run, outcome=outcome)
    assert grade("trace", "prog.py", "--format", "json").exit_code == code


@pytest.mark.parametrize(("reason", "code"), [("os._exit(0)", 0), ("sys.exit()", 0), ("sys.exit(3)", 1)])
def test_a_program_that_ends_itself_well_has_finished(
    program: Path, grader: FakeGrader, grade: Grade, reason: str, code: int
) -> None:
    grader.run = replace(grader.run, outcome=Outcome.EXITED, reason=reason)
    assert grade("trace", "prog.py", "--format", "json").exit_code == code


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["nowhere.py"], "There is no file nowhere.py"),
        (["exercises"], "is a folder"),
        (["empty.py"], "The file is empty."),
        (["prog.py", "--output", "prog.py"], "would be overwritten"),
        ([], "Missing argument 'FILE'"),
    ],
)
def test_a_file_that_cannot_be_run_is_a_mistake(
    program: Path, grader: FakeGrader, grade: Grade, words: list[str], part: str
) -> None:
    program.with_name("empty.py").touch()
    result = grade("trace", *words)
    assert result.exit_code == 2
    assert part in result.stderr
    assert grader.asked == []


def test_a_trace_is_written_to_a_file(program: Path, grader: FakeGrader, grade: Grade) -> None:
    result = grade("trace", "prog.py", "--output", "trace.json")
    assert result.stdout == "prog.py: finished after 2 s. Trace written to trace.json\n"
    assert program.with_name("trace.json").read_text().startswith("{")


def test_what_the_rules_say_of_a_program_is_shown(program: Path, grader: FakeGrader, grade: Grade) -> None:
    grader.findings = (given.FINDING,)
    assert "Look here first  prog.py, line 1" in grade("trace", "prog.py").stdout
    assert "grade explain await-in-loop" in grade("trace", "prog.py").stdout
    [found] = json.loads(grade("trace", "prog.py", "--format", "json").stdout)["findings"]
    assert found["rule"] == "await-in-loop"

"""`grade hint`: one hint at a time, remembered for a text and a finding."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from grader import model
from grader.cli import shown_hints
from tests.cli import conftest as given
from tests.cli.conftest import FakeGrader

Grade = Callable[..., Result]
ANSWER = "exercises/exercise-02/exercise.py"


@pytest.fixture
def learner(course: Path, grader: FakeGrader, grade: Grade) -> Callable[..., str]:
    """Ask for a hint; the report is that of the file's present text."""
    grader.report = given.FOUND

    def ask(*words: str) -> str:
        digest = hashlib.sha256((course / ANSWER).read_bytes()).hexdigest()
        grader.report = replace(grader.report, sha256=digest)
        result = grade("hint", "2", *words)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return ask


def test_the_first_hint_comes_with_the_finding_and_what_to_type_next(learner: Callable[..., str]) -> None:
    assert learner() == (
        "exercise-02  exercise.py, line 1                                   await-in-loop\n"
        "  The three calls ran one after another.\n"
        "    1 │ x = 1\n"
        "\n"
        "Hint 1 of 3\n"
        "  A question?\n"
        "\n"
        "grade 2                     after the change\n"
        "grade hint 2                the next hint\n"
    )


def test_each_call_gives_the_next_hint_and_the_last_one_stays(learner: Callable[..., str]) -> None:
    shown = [learner() for _ in range(5)]
    assert [text.partition("Hint ")[2][:6] for text in shown] == [
        *["1 of 3", "2 of 3", "3 of 3", "3 of 3", "3 of 3"]
    ]
    assert "      pots = [1]\n" in shown[2]
    assert shown[2].endswith("grade explain await-in-loop  the whole story, with an example\n")


def test_a_changed_text_starts_at_the_first_hint(course: Path, learner: Callable[..., str]) -> None:
    learner()
    assert "Hint 2 of 3" in learner()
    (course / ANSWER).write_text("x = 2\n")
    assert "Hint 1 of 3" in learner()
    (course / ANSWER).write_text("x = 1\n")
    assert "Hint 3 of 3" in learner()


def test_another_finding_starts_at_the_first_hint(grader: FakeGrader, learner: Callable[..., str]) -> None:
    learner()
    other = replace(given.FINDING, rule="blocking-sleep")
    grader.report = replace(given.FOUND, findings=(other,))
    assert "Hint 1 of 3" in learner()


def test_all_hints_at_once_for_those_who_want_them(learner: Callable[..., str]) -> None:
    text = learner("--all")
    assert [f"Hint {number} of 3" in text for number in (1, 2, 3)] == [True] * 3
    assert "Hint 1 of 3" in learner()


@pytest.mark.parametrize(
    ("report", "said", "step"),
    [
        (given.PASSED, "The check has passed.", "grade show exercise-03"),
        (given.UNGRADABLE, "The file is empty.", "grade 2"),
        (replace(given.FAILED, untouched=True, first_step="Start so."), "Start so.", "grade show 2"),
        (given.FAILED, "The result was None.", "grade 2"),
    ],
)
def test_without_a_hint_it_says_how_things_stand(
    course: Path, grader: FakeGrader, grade: Grade, report: model.Report, said: str, step: str
) -> None:
    grader.report = report
    result = grade("hint", "2")
    assert (result.exit_code, result.stderr) == (0, "")
    assert said in result.stdout
    assert f"\n{step} " in result.stdout
    assert "Hint" not in result.stdout


def test_a_file_that_cannot_be_loaded_has_hints_too(course: Path, grader: FakeGrader, grade: Grade) -> None:
    grader.report = replace(given.UNGRADABLE, findings=(given.FINDING,))
    assert "Hint 1 of 3" in grade("hint", "2").stdout


def test_a_fault_of_the_grader_has_its_exit_code(course: Path, grader: FakeGrader, grade: Grade) -> None:
    grader.report = given.BROKEN
    result = grade("hint", "2")
    assert result.exit_code == 4
    assert "GRADE_DEBUG=1 grade 2" in result.stdout


def test_a_report_with_hints_names_the_command(course: Path, grader: FakeGrader, grade: Grade) -> None:
    grader.report = given.FOUND
    last = grade("2").stdout.splitlines()[-2:]
    assert [line.split("  ")[0] for line in last] == ["grade hint 2", "grade 2 --format html"]


# ---- what is remembered --------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_costs_only_the_memory(
    course: Path, learner: Callable[..., str]
) -> None:
    (course / "state").write_text("a file where the folder should be")
    for _ in range(2):
        text = learner()
        assert "Hint 1 of 3" in text
        assert text.endswith("grade hint 2 --all          all hints\n")


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"shown": []}', '{"shown": {"x": "y", "z": -1}}', "[" * 50_000, "\xff"],
)
def test_a_damaged_memory_counts_for_nothing(course: Path, learner: Callable[..., str], content: str) -> None:
    file = course / "state" / "asyncio-grader" / "hints.json"
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="latin-1")
    assert "Hint 1 of 3" in learner()
    assert "Hint 2 of 3" in learner()


def test_nothing_of_the_answer_is_kept_and_old_entries_go(course: Path, learner: Callable[..., str]) -> None:
    for number in range(230):
        shown_hints.next_number((str(number),), 3)
    learner()
    file = course / "state" / "asyncio-grader" / "hints.json"
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    shown = json.loads(file.read_text())["shown"]
    assert len(shown) == 200
    assert all(len(name) == 32 and number == 1 for name, number in shown.items())
    assert "await-in-loop" not in file.read_text()


def test_a_relative_state_folder_is_ignored(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "here")
    monkeypatch.setenv("HOME", str(course / "home"))
    assert shown_hints.next_number(("a",), 3) == (1, True)
    assert (course / "home/.local/state/asyncio-grader/hints.json").is_file()

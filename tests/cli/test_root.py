"""The command line as a whole: help, completion, lazy commands."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import Result

from grader import __version__
from grader.cli.root import COMMANDS, DEFAULT, root
from tests.cli.conftest import ENVIRONMENT

Grade = Callable[..., Result]


def complete(*words: str) -> list[str]:
    *before, incomplete = words
    found = ShellComplete(root, {}, "grade", "_GRADE_COMPLETE").get_completions(before, incomplete)
    return [item.value for item in found]


def test_help_shows_both_ways_to_use_it_every_command_and_the_exit_codes(grade: Grade) -> None:
    result = grade("--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: grade EXERCISE [OPTIONS]\n       grade COMMAND [ARGS]...\n")
    for text in (*COMMANDS, "--submission", "--format", "--output", "--exit-zero", "Exit codes:"):
        assert text in result.stdout


def test_no_words_at_all_show_the_help_and_are_no_pass(grade: Grade) -> None:
    result = grade()
    assert result.exit_code == 2
    assert result.stdout == grade("--help").stdout


def test_the_version_is_the_package_s_own(grade: Grade) -> None:
    assert __version__ in grade("--version").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_of_commands_says_what_the_commands_say(name: str) -> None:
    command = root.get_command(click.Context(root), name)
    assert command is not None
    assert command.name == name
    assert command.get_short_help_str(limit=200) == COMMANDS[name][1]


def test_usage_of_the_default_command_has_no_second_name(grade: Grade) -> None:
    assert grade("2", "--help").stdout.startswith("Usage: grade [OPTIONS] EXERCISE\n")
    assert "Try 'grade --help'" in grade("2", "--nonsense").stderr


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["exe"], ["exercise-01", "exercise-02", "exercise-03"]),
        (["exp"], ["explain", "export"]),
        (["hint", "exercise-02"], ["exercise-02"]),
        (["explain", "gather-not-un"], ["gather-not-unpacked"]),
        ([""], ["exercise-01", "exercise-02", "exercise-03", *COMMANDS]),
        (["l"], ["list"]),
        (["f"], ["formats"]),
        (["show", "exercise-02"], ["exercise-02"]),
        (["--format", "j"], ["json"]),
        (["exercise-02", "--format", "m"], ["markdown"]),
        (["--format", "json", "exercise-03"], ["exercise-03"]),
        (["trace", "x.py", "--format", ""], ["terminal", "json", "html"]),
        (["exercise-02", "--to", "git"], ["github", "gitlab-codequality"]),
    ],
)
def test_a_shell_completes_exercises_commands_and_options(
    course: Path, words: list[str], found: list[str]
) -> None:
    assert complete(*words) == found


def test_a_shell_completes_options_of_both(course: Path) -> None:
    assert {"--submission", "--help", "--version"} <= set(complete("--"))


def test_completion_knows_exercises_that_are_elsewhere(
    course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert complete("exercise-02") == []
    assert complete("--exercises", str(course / "exercises"), "exercise-02") == ["exercise-02"]
    monkeypatch.setenv("GRADE_EXERCISES", str(course / "exercises"))
    assert complete("exercise-02") == ["exercise-02"]


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["list"],
        ["rules"],
        ["formats"],
        ["explain", "await-in-loop"],
        ["show", "2"],
    ],
)
def test_small_commands_load_nothing_big(course: Path, words: list[str]) -> None:
    big = {
        "asyncio",
        "pytest",
        "jinja2",
        "pygments",
        "markdown_it",
        "grader.grading",
        "grader.run",
        "grader.judge.suites",
    }
    if words[0] in ("--help", "--version"):
        big.add("grader.judge")
        big |= {"tomllib", "grader.model", "grader.catalog"}
    code = (
        f"import sys; sys.argv[1:] = {words!r}\n"
        "from grader.cli import main\n"
        "try: main()\n"
        f"finally: print('loaded:', sorted({big!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=ENVIRONMENT
    )
    assert done.stdout.splitlines()[-1] == "loaded: []", done.stderr


def test_the_default_command_is_not_offered() -> None:
    assert DEFAULT not in COMMANDS

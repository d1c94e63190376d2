"""`grade doctor` on machines that have every level, some, or none."""

from collections.abc import Callable

import pytest
from click.testing import Result

from grader.run import sandbox
from grader.run.sandbox import Attempt

Grade = Callable[..., Result]

NONE = Attempt(level="none", reached=True)
REDUCED = Attempt(level="reduced", reached=True, missing=("file names",), facts="Landlock 7, user 65534")
NO_FULL = Attempt(
    level="full", reached=False, why="bubblewrap is not installed", remedy="apt install bubblewrap"
)


def test_it_says_why_a_level_is_missing_and_what_helps(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "survey", lambda: [NO_FULL, REDUCED, NONE])
    result = grade("doctor")
    assert result.exit_code == 0
    assert "why: bubblewrap is not installed" in result.stdout
    assert "to have it: apt install bubblewrap" in result.stdout
    assert "held against the canary (Landlock 7, user 65534); missing: file names" in result.stdout
    assert result.stdout.endswith("grade EXERCISE uses: reduced\n")


def test_without_any_walls_the_exit_code_says_so(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    no_reduced = Attempt(level="reduced", reached=False, why="landlock_create_ruleset: x", remedy="y")
    monkeypatch.setattr(sandbox, "survey", lambda: [NO_FULL, no_reduced, NONE])
    assert grade("doctor").exit_code == 3

"""Ask the rules about small programs, run by real guests of one launcher."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.judge.rules.case import Case, Seen
from grader.judge.rules.finding import Told, findings
from grader.judge.rules.rule import Rule
from grader.judge.stub import is_untouched
from grader.judge.suites.session import run_suite
from grader.judge.trace import Trace
from grader.model import Exercise, Limits, Submission
from grader.run.host.runs import run_program
from grader.run.sandbox import Launcher, open_launcher

SUITES = Path(__file__).parent / "samples"
"""The suites for rules that need a verdict: `test_<rule>.py`, with the rule's name."""


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    launcher, _ = open_launcher("none")
    yield launcher
    launcher.close()


@pytest.fixture
def program(launcher: Launcher, tmp_path: Path) -> Callable[[str], Case]:
    """Run a whole program; what is left is a case without checks."""

    def case(source: str) -> Case:
        run = run_program(launcher, source, folder=str(tmp_path), file="exercise.py", limits=Limits())
        return Case(source, [Seen(run=run, trace=Trace(run))])

    return case


@pytest.fixture
def answer(launcher: Launcher, tmp_path: Path) -> Callable[[str, Rule], Case]:
    """Grade an answer with the suite that a rule's test brings."""

    def case(source: str, rule: Rule) -> Case:
        suite = SUITES / f"test_{rule.id.replace('-', '_')}.py"
        exercise = Exercise(slug="sample", title="", summary="", folder=tmp_path)
        submission = Submission(name="exercise.py", source=source, sha256="")
        result = run_suite(suite, exercise, submission, launcher)
        assert result.faults == ()
        runs = [Seen(run=one.run, trace=one.trace, index=one.index) for one in result.runs]
        return Case(source, runs, result.checks, "main", is_untouched(source))

    return case


@pytest.fixture
def told(program: Callable[[str], Case]) -> Callable[[str], Told]:
    """Run a program and ask all rules."""
    return lambda source: findings(program(source))

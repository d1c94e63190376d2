"""A small course, a grader that answers at once, and a way to type commands."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

import grader
from grader import model
from grader.cli.root import root

MANIFEST = 'format = 1\ntitle = "Three at once"\nsummary = "Fetch three."\nconcepts = ["gather", "star"]\n'
SUITE = '''
import pytest

@pytest.mark.points(3)
@pytest.mark.topic("result")
async def test_values(submission):
    """The values are right."""

@pytest.mark.points(7)
@pytest.mark.topic("concurrency")
async def test_overlap(submission):
    """They overlap."""
'''

# A process of its own finds the same package, installed or not.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(grader.__file__).parents[1])}

PASSED = model.Report(
    grader_version="0",
    exercise="exercise-02",
    title="Three at once",
    file="exercise.py",
    sha256="0" * 64,
    source="x = 1\n",
    outcome=model.Verdict.PASSED,
    max_score=10,
    isolation=model.Isolation(level="full"),
    checks=(
        model.CheckResult(
            id="test_values",
            title="The values are right",
            status=model.Status.PASSED,
            points=10,
            max_points=10,
        ),
    ),
)
FAILED = replace(
    PASSED,
    outcome=model.Verdict.FAILED,
    checks=(
        model.CheckResult(
            id="test_values",
            title="The values are right",
            status=model.Status.FAILED,
            max_points=10,
            fact="The result was None.",
        ),
    ),
)
FINDING = model.Finding(
    rule="await-in-loop",
    level=model.Level.ESSENTIAL,
    headline="The three calls ran one after another.",
    line=1,
    hints=("A question?", "The tool.", "The pattern:\n```python\npots = [1]\n```"),
    docs="grade explain await-in-loop",
)
FOUND = replace(FAILED, findings=(FINDING,))
UNGRADABLE = replace(
    PASSED,
    outcome=model.Verdict.UNGRADABLE,
    checks=(),
    problem=model.Problem(kind="empty", headline="The file is empty.", advice="Save it."),
)
BROKEN = replace(
    PASSED,
    outcome=model.Verdict.FAULT,
    checks=(),
    problem=model.Problem(kind="suite", headline="The hidden suite cannot start."),
)


@dataclass
class FakeGrader:
    """Answers with `report` and `run`, or raises `error`; notes what it was asked."""

    report: model.Report = PASSED
    run: model.RunRecord = field(
        default_factory=lambda: model.RunRecord(call="prog.py", outcome=model.Outcome.FINISHED, elapsed=2.0)
    )
    findings: tuple[model.Finding, ...] = ()
    error: BaseException | None = None
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def __enter__(self) -> "FakeGrader":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def grade(
        self, exercise: model.Exercise, data: bytes, name: str, beside: Iterable[str] = ()
    ) -> model.Report:
        self.asked.append((exercise.slug, data, name))
        if self.error:
            raise self.error
        return replace(self.report, exercise=exercise.slug)

    def trace(self, program: model.Submission, path: Path, argv: tuple[str, ...]) -> model.Traced:
        self.asked.append((path.name, argv))
        if self.error:
            raise self.error
        return model.Traced(run=self.run, findings=self.findings)


@pytest.fixture
def grader(monkeypatch: pytest.MonkeyPatch) -> FakeGrader:
    fake = FakeGrader()
    module = ModuleType("grader.grading")
    module.prepare = lambda *_: fake  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "grader.grading", module)
    return fake


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Three exercises, the middle one with a key; the current folder is the course's."""
    for number in ("01", "02", "03"):
        folder = tmp_path / "exercises" / f"exercise-{number}"
        folder.mkdir(parents=True)
        (folder / "exercise.toml").write_text(MANIFEST)
        (folder / "exercise.py").write_text("x = 1\n")
    (tmp_path / "exercises" / "exercise-02" / "README.md").write_text(
        "# Three at once\n\n```python\nawait x\n```\n"
    )
    key = tmp_path / "solutions" / "exercise-02"
    key.mkdir(parents=True)
    (key / "test_hidden.py").write_text(SUITE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("GRADE_EXERCISES", "GRADE_KEY", "GRADE_DEBUG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def grade() -> Callable[..., Result]:
    def run(*args: str, stdin: bytes | None = None, env: dict[str, str] | None = None) -> Result:
        return CliRunner().invoke(root, list(args), input=stdin, env=env, prog_name="grade")

    return run

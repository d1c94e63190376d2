"""A small course with a real suite, a class of answers, and a way to run a batch in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import grader

SUITE = '''
import pytest
from grader.suite import expect


@pytest.mark.points(2)
async def test_value(submission):
    """main() returns 42."""
    expect(await submission.run("main")).value(42)


@pytest.mark.points(3)
async def test_time(submission):
    """main() takes two seconds."""
    expect((await submission.run("main")).elapsed, "seconds").is_at_most(2)
'''
RIGHT = "import asyncio\n\n\nasync def main():\n    await asyncio.sleep(2)\n    return 42\n"
ANSWERS = {
    "right": RIGHT,
    "slow": RIGHT.replace("sleep(2)", "sleep(3)"),
    "wrong": RIGHT.replace("42", "41"),
    "broken": "def main(:\n",
    "empty": "",
    "raises": RIGHT.replace("return 42", "raise ValueError('Ann Lee')"),
}


@dataclass(frozen=True)
class Course:
    root: Path

    @property
    def source(self) -> Path:
        return self.root / "hand-in"

    def command(self, output: Path, *words: str) -> list[str]:
        line = [
            sys.executable,
            "-m",
            "grader",
            "batch",
            "exercise-02",
            str(self.source),
            "--output",
            str(output),
        ]
        return [*line, "--workers", "1", *words]  # the last one counts

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(Path(grader.__file__).parents[1])}

    def start(self, output: Path, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(output, *words), cwd=self.root, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def run(self, output: Path, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(output, *words), cwd=self.root, env=self.environment, text=True, capture_output=True,
            check=False,
        )  # fmt: skip

    def on_cluster(
        self, output: Path, where: Path | str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        line = [word for word in self.command(output) if word not in ("--workers", "1")]
        return subprocess.run(
            [*line, "--cluster", str(where)], cwd=self.root, env=self.environment | environment, text=True,
            capture_output=True, check=False,
        )  # fmt: skip


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)


def make_course(tmp_path: Path, copies: int = 1) -> Course:
    folder = tmp_path / "exercises" / "exercise-02"
    key = tmp_path / "solutions" / "exercise-02"
    for place in (folder, key, tmp_path / "hand-in"):
        place.mkdir(parents=True)
    (folder / "exercise.toml").write_text(
        'format = 1\ntitle = "A value"\nsummary = "Return it."\nconcepts = ["await"]\n'
    )
    (folder / "exercise.py").write_text("# stub\n")
    (key / "test_hidden.py").write_text(SUITE)
    (key / "exercise.py").write_text(RIGHT)
    for number in range(copies):
        for name, text in ANSWERS.items():
            (tmp_path / "hand-in" / f"lee-ann-{name}-{number}.py").write_text(text)
    return Course(tmp_path)


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every learner's report from one run that nothing disturbed, by the learner."""
    root = tmp_path_factory.mktemp("undisturbed")
    course = make_course(root)
    done = course.run(root / "out", "--workers", "2")
    assert done.returncode == 0, done.stderr
    return reports(root / "out")


def reports(output: Path) -> dict[str, bytes]:
    """Return the reports of a folder by the learner, whom only the ledger knows."""
    from grader.course.batch.ledger import Ledger

    with Ledger(output / "ledger.sqlite") as ledger:
        names = {entry.id: entry.key for entry in ledger.entries()}
    found = {path.stem: path.read_bytes() for path in sorted((output / "reports").glob("*.json"))}
    pages = {path.stem: path.read_bytes() for path in sorted((output / "reports").glob("*.html"))}
    assert found.keys() == pages.keys()
    return {names[id_]: data + pages[id_] for id_, data in found.items()}


Runner = Callable[..., subprocess.CompletedProcess[str]]

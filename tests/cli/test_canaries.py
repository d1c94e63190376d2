"""Nothing that only an instructor may read is in a byte that a learner reads: real suites, real answers."""

from pathlib import Path

import pytest

from grader.report.lms import load, names
from tests.cli.test_end_to_end import GATHER, SEQUENTIAL, grade
from tests.cli.test_to import PLATFORM

CANARY = "Canary7e1"
MANIFEST = """
format = 1
title = "Three at once"
summary = "Fetch three."
[checks.test_hidden]
visibility = "staff"
[checks.test_later]
visibility = "after_published"
[checks.test_kind]
detail = "kind_only"
"""
SUITE = f'''
"""{CANARY} in the suite's own text."""
import pytest
from grader.suite import expect, fail

pytestmark = pytest.mark.asyncio
SECRET = "{CANARY}"  # {CANARY}

@pytest.mark.points(2)
async def test_open(submission):
    """main() ends."""
    expect(await submission.run("main")).finished()

@pytest.mark.points(3)
@pytest.mark.topic("{CANARY}")
async def test_hidden(submission):
    """The {CANARY} of the title."""
    run = await submission.run("fetch_data", SECRET)
    assert SECRET == 7, SECRET

@pytest.mark.points(1)
async def test_later(submission):
    """A {CANARY} for later."""
    run = await submission.run("main", stagger=0.5)
    fail(SECRET, SECRET, expected=SECRET, actual=SECRET)

@pytest.mark.points(1)
async def test_kind(submission):
    """The answer is of the right kind."""
    run = await submission.run("fetch_data", SECRET + "-kind")
    fail(SECRET, SECRET, expected=SECRET, actual=SECRET)

@pytest.mark.points(1)
@pytest.mark.needs("test_hidden")
async def test_waits(submission):
    """It waits for another."""
'''
FAULT = SUITE.replace("assert SECRET == 7, SECRET", "raise ValueError(SECRET)")
LEARNER = [name for name in names() if load(name).audience == "learner"]


@pytest.mark.parametrize("suite", [SUITE, FAULT], ids=["judged", "fault"])
@pytest.mark.parametrize(
    "answer", [GATHER, SEQUENTIAL, "def main(:\n"], ids=["right", "slow", "syntax error"]
)
def test_nothing_of_a_hidden_check_reaches_a_learner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, suite: str
) -> None:
    from tests.cli.conftest import ENVIRONMENT

    for key, value in PLATFORM.items():
        monkeypatch.setitem(ENVIRONMENT, key, value)
    for folder, file, text in (
        ("exercises", "exercise.toml", MANIFEST),
        ("exercises", "exercise.py", answer),
        ("solutions", "test_hidden.py", suite),
        ("solutions", "exercise.py", GATHER.replace("fetched", CANARY)),
    ):
        (tmp_path / folder / "exercise-02").mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "exercise-02" / file).write_text(text)
    words = []
    for name in names():
        (tmp_path / "out" / name).mkdir(parents=True)
        words += ["--to", f"{name}:out/{name}"]
    done = grade("exercise-02", *words, "--format", "json", "--output", "staff.json", cwd=tmp_path)
    if done.returncode == 3:
        pytest.skip("answers cannot be kept in here")
    assert done.returncode == 0, done.stderr
    known = (tmp_path / "staff.json").read_text().count(CANARY)
    assert known or answer.startswith("def main(:")
    for name in names():
        files = list((tmp_path / "out" / name).iterdir())
        assert len(files) == len(load(name).files)
        for file in files if name in LEARNER else ():
            assert CANARY not in file.read_text(), f"{name}: {file.name}"

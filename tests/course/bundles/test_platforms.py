"""Bundles at work: each is unpacked and started as its platform does it, in folders laid out as there.

Only the installation is left out: the grader that these tests belong to stands in for the installed one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.run.sandbox import survey
from tests.course.bundles.test_export import PROJECT, export

RIGHT = (PROJECT / "solutions/exercise-02/exercise.py").read_text()
WRONG = (PROJECT / "solutions/exercise-02/mutants/await-in-loop.py").read_text()
ANSWERS = {"right": RIGHT, "wrong": WRONG, "broken": "async def main(:\n"}
BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT), "LANG": "C.UTF-8"}


@pytest.fixture(autouse=True, scope="module")
def _walls() -> None:
    if next(attempt.level for attempt in survey() if attempt.reached) == "none":
        pytest.skip("platforms demand level reduced, which is not to be had here (grade doctor says why)")


def python(folder: Path) -> Path:
    """Return a command that starts this interpreter from anywhere, as an installed one would."""
    command = folder / "python"
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{PROJECT}" exec "{sys.executable}" "$@"\n')
    command.chmod(0o755)
    return command


def run(words: list[str | Path], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=cwd, env=BARE | environment, capture_output=True, text=True, check=False)


# ---- Gradescope ------------------------------------------------------------------------------


@pytest.fixture
def autograder(tmp_path: Path) -> Path:
    root = tmp_path / "autograder"
    for name in ("submission", "venv/bin"):
        (root / name).mkdir(parents=True)
    assert export("gradescope", root / "source").exit_code == 0
    (root / "run_autograder").write_bytes((root / "source/run_autograder").read_bytes())
    (root / "run_autograder").chmod(0o755)
    grade = root / "venv/bin/grade"
    grade.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m grader "$@"\n')
    grade.chmod(0o755)
    return root


@pytest.mark.parametrize(("answer", "score"), [("right", 10), ("wrong", 5), ("broken", 0)])
def test_gradescope_reads_the_score_back(autograder: Path, answer: str, score: int) -> None:
    (autograder / "submission/exercise.py").write_text(ANSWERS[answer])
    done = run([autograder / "run_autograder"], autograder, AUTOGRADER_ROOT=str(autograder))
    assert done.returncode == 0, done.stderr
    results = json.loads((autograder / "results/results.json").read_text())
    assert sum(test["score"] for test in results["tests"]) == score
    assert {test["visibility"] for test in results["tests"]} == {"visible"}


def test_gradescope_says_which_file_it_wanted(autograder: Path) -> None:
    (autograder / "submission/notes.txt").write_text("hello")
    done = run([autograder / "run_autograder"], autograder, AUTOGRADER_ROOT=str(autograder))
    assert done.returncode == 0
    text = (autograder / "results/results.json").read_text()
    assert "There is no exercise.py among the files that were handed in." in text
    assert "notes.txt" in text


def test_gradescope_hears_of_a_grader_that_cannot_start(autograder: Path) -> None:
    (autograder / "venv/bin/grade").write_text("#!/bin/sh\nexit 126\n")
    (autograder / "submission/exercise.py").write_text(RIGHT)
    done = run([autograder / "run_autograder"], autograder, AUTOGRADER_ROOT=str(autograder))
    assert done.returncode == 0
    (test,) = json.loads((autograder / "results/results.json").read_text())["tests"]
    assert (test["name"], test["score"]) == ("The autograder failed", 0)


# ---- Classroom 50 ----------------------------------------------------------------------------

JOB = {
    "CLASSROOM": "asyncio-2026",
    "ASSIGNMENT": "exercise-02",
    "ASSIGNMENT_TYPE": "individual",
    "USERNAME": "learner",
    "OWNER": "learner",
    "SUBMISSION_TAG": "submit/2026-11-22T10-00-00Z",
    "COMMIT_URL": "https://example.com/c",
    "RELEASE_URL": "https://example.com/r",
    "REVIEW_URL": "https://example.com/v",
    "GITHUB_TOKEN": "secret-token",
}


@pytest.mark.parametrize(("answer", "score"), [("right", 10), ("wrong", 5), ("broken", 0)])
def test_classroom_50_reads_the_score_back(tmp_path: Path, answer: str, score: int) -> None:
    export("classroom50", tmp_path / "bundle")
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "exercise.py").write_text(ANSWERS[answer])
    words = [sys.executable, tmp_path / "bundle/autograder.py"]
    done = run(words, checkout, GRADER_PYTHON=str(python(tmp_path)), **JOB)
    assert done.returncode == 0, done.stderr
    result = json.loads((checkout / "result.json").read_text())
    assert (result["schema"], result["score"]) == ("classroom50/result/v1", score)
    assert (checkout / "release-body.md").stat().st_size > 100
    assert "secret-token" not in done.stdout + done.stderr


# ---- PrairieLearn ----------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "score"), [("right", 1.0), ("wrong", 0.5), ("broken", None)])
def test_prairielearn_reads_the_score_back(tmp_path: Path, answer: str, score: float | None) -> None:
    export("prairielearn", tmp_path / "course")
    grade = tmp_path / "grade"
    (grade / "student").mkdir(parents=True)
    (tmp_path / "course/questions/exercise-02/tests").rename(grade / "tests")
    (grade / "student/exercise.py").write_text(ANSWERS[answer])
    done = run([grade / "tests/run.sh"], grade, GRADE_ROOT=str(grade), GRADER_PYTHON=str(python(tmp_path)))
    assert done.returncode == 0, done.stderr
    results = json.loads((grade / "results/results.json").read_text())
    assert results.get("gradable", True) is (score is not None)
    assert results.get("score") == score


# ---- GitHub and GitLab -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "script", "marker"),
    [("github", ".github/workflows/grade.yml", "run: grade "), ("gitlab", ".gitlab-ci.yml", "- grade ")],
)
@pytest.mark.parametrize(("answer", "code"), [("right", 0), ("wrong", 1), ("broken", 1)])
def test_a_pipeline_s_own_line_grades_the_repository(
    tmp_path: Path, target: str, script: str, marker: str, answer: str, code: int
) -> None:
    repository = tmp_path / "repository"
    export(target, repository)
    (repository / "exercise.py").write_text(ANSWERS[answer])
    (line,) = [line for line in (repository / script).read_text().splitlines() if marker in line]
    words = line.partition(marker)[2].split()
    summary = tmp_path / "summary.md"
    done = run([sys.executable, "-m", "grader", *words], repository, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == code, done.stderr
    assert (repository / "junit.xml").read_text().startswith("<?xml")
    if target == "github":
        assert "exercise-02" in summary.read_text()
        assert ("::error" in done.stdout) is (code == 1)
    else:
        assert isinstance(json.loads((repository / "codequality.json").read_text()), list)

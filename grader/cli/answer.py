"""Read an answer and have it graded: what `grade EXERCISE` and `grade hint` share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.ends import Mistake, stop_if_interrupted

if TYPE_CHECKING:
    from grader.cli.target import Target
    from grader.model import Report


_UNPROTECTED = (
    "Isolation: none. The answer ran with your rights; to others this report proves nothing (grade doctor)."
)


def graded(
    target: Target, submission: Path | None, isolation: str = "auto", at_least: str = "none"
) -> Report:
    """Grade the answer in a file, the exercise's own one unless another is named."""
    from grader.model import Problem
    from grader.submission import STDIN, in_folder, read_bytes

    exercise = target.exercise
    path = answer_path(target, submission)
    if exercise.key is None and exercise.sealed is None:
        if exercise.kind == "exam":
            raise Mistake(
                f"{exercise.slug} is an exam: its suite stays with the instructor, who grades the answer.\n"
                f"What it does can be watched: grade trace {path}"
            )
        raise Mistake(
            f"{exercise.slug} has no hidden suite here, so it cannot be graded.\n"
            "Name the folder of solutions: --key DIR (or GRADE_KEY=DIR).\n"
            f"Without one, the answer can still be watched: grade trace {path}"
        )
    answer = in_folder(path, exercise.file) if path.is_dir() else path
    data = read_bytes(answer) if isinstance(answer, Path) else b""
    piped = str(path) == STDIN
    beside = () if piped or isinstance(answer, Problem) else tuple(f.name for f in answer.parent.glob("*.py"))
    from grader.grading import prepare  # late: a mistake on the command line must not cost a start of pytest

    with prepare(isolation, at_least) as grader:
        if isinstance(answer, Problem):
            report = grader.refuse(exercise, answer)
        else:
            report = grader.grade(exercise, data, exercise.file if piped else answer.name, beside)
    stop_if_interrupted()
    if isolation == "auto" and report.isolation.level == "none":
        click.echo(_UNPROTECTED, err=True)
    return report


def answer_path(target: Target, submission: Path | None) -> Path:
    """Return the file that is graded; a folder only when it has no answer in it."""
    from grader.cli.target import default_submission
    from grader.submission import in_folder

    path = submission or default_submission(target.exercise)
    found = in_folder(path, target.exercise.file) if path.is_dir() else path
    return found if isinstance(found, Path) else path

"""Lay an exercise on the bench: read its texts, and the answers of its key."""

from __future__ import annotations

from pathlib import Path

from grader.course.authoring.bench import Answer, Bench, Role
from grader.course.authoring.proofs_on_paper import README
from grader.model import Exercise
from grader.sealed import SUITE


def bench_of(exercise: Exercise) -> Bench:
    """Return the exercise with its texts and no gradings yet.  A missing file is an empty text."""
    from grader.judge.rules.shelf import all_rules

    rules, _ = all_rules(exercise.key)
    return Bench(
        exercise=exercise,
        readme=text_of(exercise.folder / README),
        stub=text_of(exercise.folder / exercise.file),
        suite=text_of(exercise.key / SUITE) if exercise.key else "",
        rules=frozenset(rule.id for rule in rules),
    )


def solution(exercise: Exercise) -> Answer:
    """Return the reference solution.  The key and the file have to be there."""
    assert exercise.key is not None
    return _answer(Role.SOLUTION, exercise.key / exercise.file)


def other_answers(exercise: Exercise) -> list[Answer]:
    """Return the stub, the right answers and the mutants."""
    assert exercise.key is not None
    found = [_answer(Role.STUB, exercise.folder / exercise.file)]
    for role, folder in ((Role.RIGHT, "right"), (Role.MUTANT, "mutants")):
        found += [_answer(role, path) for path in answer_files(exercise.key / folder)]
    return found


def answer_files(folder: Path) -> list[Path]:
    """Return the answers in a folder.  Names with a dot in front are an editor's own files."""
    return [path for path in sorted(folder.glob("*.py")) if path.is_file() and path.name[0] != "."]


def files(*folders: Path) -> list[Path]:
    """Return every file in an exercise's folders that a proof hangs on."""
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in _READ]


_READ = {".py", ".md", ".toml"}


def _answer(role: Role, path: Path) -> Answer:
    return Answer(role=role, path=path, data=path.read_bytes())


def text_of(path: Path) -> str:
    """Return a file's text, an empty one where there is none to read."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""

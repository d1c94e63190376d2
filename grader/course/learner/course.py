"""Gather what a learner may have of a course: a folder of files, with the suites sealed.

Of the key only this goes in, and only for exercises to practise with: the hidden suite, the course's
own rules, and what the solution's run looked like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.catalog import Catalog, CatalogError
from grader.judge.reference import reference
from grader.manifest import MANIFEST
from grader.model import Exercise, Traced
from grader.report.encoding import run_to_json
from grader.run.sandbox.process import Launcher
from grader.sealed import REFERENCE, SEALED, SUITE, seal

_LEFT_OUT = ("__pycache__",)


def learner_files(catalog: Catalog) -> dict[str, bytes]:
    """Return the files a learner gets, by their path in the course's folder.

    Raises CatalogError for an exercise to practise with whose suite is not there.
    """
    files: dict[str, bytes] = {}
    launcher = Launcher()  # for the instructor's own solutions: no box is needed
    try:
        for slug in catalog.slugs():
            exercise = catalog.load(slug)
            for name, data in exercise_files(exercise, launcher).items():
                files[f"exercises/{slug}/{name}"] = data
    finally:
        launcher.close()
    return files


def exercise_files(exercise: Exercise, launcher: Launcher, *, exam_too: bool = False) -> dict[str, bytes]:
    """Return the files a learner gets of one exercise, by their path in its folder.

    exam_too: seal the suite of an exam as well, for a place where learners cannot get at it.
    """
    files = {name: data for name, data in _read(exercise.folder) if name != SEALED}
    for needed in (MANIFEST, exercise.file):
        if needed not in files:
            raise CatalogError(f"{exercise.folder} has no {needed}.")
    if exercise.kind == "practice" or exam_too:
        files[SEALED] = _sealed(exercise, launcher)
    return files


def _sealed(exercise: Exercise, launcher: Launcher) -> bytes:
    if exercise.key is None and exercise.sealed is not None:
        return exercise.sealed.read_bytes()
    if exercise.key is None or not (exercise.key / SUITE).is_file():
        raise CatalogError(
            f"{exercise.slug}: its {SUITE} is not here. Name the folder of solutions with --key.\n"
            'An exercise whose suite no learner gets has kind = "exam" in its exercise.toml.'
        )
    files = {SUITE: (exercise.key / SUITE).read_bytes()}
    rules = exercise.key / "rules"
    files |= {f"rules/{name}": data for name, data in (_read(rules) if rules.is_dir() else ())}
    if (seen := reference(exercise, launcher)) is not None:
        files[REFERENCE] = run_to_json(Traced(run=seen), file=exercise.file).encode()
    return seal(exercise.slug, files)


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give the files below a folder; what begins with a dot, and links, are nobody's business."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not path.is_symlink() and not any(p[0] == "." or p in _LEFT_OUT for p in parts):
            yield "/".join(parts), path.read_bytes()


def put(files: Mapping[str, bytes], folder: Path, edited: frozenset[str]) -> list[str]:
    """Write files into a folder and return the paths kept because a learner may have changed them.

    edited: paths of the files that learners edit; these are written only where there is none.
    """
    kept = []
    for name, data in files.items():
        path = folder / name
        if name in edited and path.exists():
            kept += [name] if path.read_bytes() != data else []
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return kept

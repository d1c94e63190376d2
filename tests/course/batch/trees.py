"""Sources made in a test: a zip or a folder with the members one names."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader.course.batch.handed_in import HandedIn, Importer, Unmatched
from grader.course.batch.importers.shelf import detect
from grader.course.batch.intake import Answer, intake
from grader.course.batch.source import Tree, open_source
from grader.model import Exercise

EXERCISE = Exercise(slug="exercise-02", title="Three at once", summary="", folder=Path("exercise-02"))


def zipped(path: Path, members: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def unpacked(folder: Path, members: Mapping[str, bytes | str]) -> Path:
    for name, data in members.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def both(tmp_path: Path, members: Mapping[str, bytes | str], name: str = "source") -> list[Tree]:
    """Return the zip and the folder with the same members."""
    return [
        open_source(zipped(tmp_path / f"{name}.zip", members)),
        open_source(unpacked(tmp_path / name, members)),
    ]


def placed(tree: Tree, importer: Importer) -> tuple[list[HandedIn], list[Unmatched]]:
    found = list(importer.submissions(tree))
    return [one for one in found if isinstance(one, HandedIn)], [
        one for one in found if isinstance(one, Unmatched)
    ]


def taken_in(tree: Tree, exercise: Exercise = EXERCISE) -> tuple[str, list[Answer], list[Unmatched]]:
    chosen = detect(tree)
    found = list(intake(tree, chosen.importer, exercise))
    answers = [one for one in found if isinstance(one, Answer)]
    return chosen.name, answers, [one for one in found if isinstance(one, Unmatched)]

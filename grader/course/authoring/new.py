"""Make a new exercise: both its folders, ready to edit, whole or not at all.

What it starts from is the template beside this module, or another exercise.  The template's Python files
end in `.txt` and its folders have names of their own: it is no exercise, and nobody's key.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from grader.catalog import Catalog, CatalogError
from grader.course.authoring.manifest_text import explained, in_quotes
from grader.manifest import MANIFEST
from grader.model import Exercise
from grader.sealed import SEALED, SUITE

_TEMPLATE = Path(__file__).parent / "template"
_PLACES = {"passing": "right", "failing": "mutants", "suite.py": SUITE}
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The folders of a new exercise."""

    folder: Path
    key: Path


def make(catalog: Catalog, slug: str, title: str = "", like: Exercise | None = None) -> Made:
    """Write the folders of a new exercise, from the template or like another one.

    Raises CatalogError when there is something in the way; then nothing has been written.
    """
    if not _SLUG.fullmatch(slug):
        raise CatalogError(
            f"“{slug}” cannot be an exercise's name. Allowed: small letters, digits and single hyphens, "
            "a letter first, such as exercise-21."
        )
    if title and not title.isprintable():
        raise CatalogError(f"--title {title!r} has a character in it that cannot be printed.")
    made = Made(folder=catalog.folder / slug, key=catalog.key_place(catalog.folder / slug))
    for folder in (made.folder, made.key):
        if folder.exists() or folder.is_symlink():
            raise CatalogError(f"{folder} is there already. Choose another name, or move it away first.")
    learner, key = _from_exercise(slug, title, like) if like else _from_template(slug, title)
    _write({made.folder: learner, made.key: key})
    return made


# ---- what goes in --------------------------------------------------------------------------------


def _from_template(slug: str, title: str) -> tuple[Files, Files]:
    title = title or "Tea for everybody at once"

    def filled(path: Path) -> bytes:
        words = {"slug": slug, "title": in_quotes(title) if path.name == MANIFEST else title}
        return Template(path.read_text(encoding="utf-8")).substitute(words).encode()

    def files(folder: Path) -> Files:
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        return {_place(path.relative_to(folder)): filled(path) for path in found}

    return files(_TEMPLATE / "exercise"), files(_TEMPLATE / "key")


def _place(path: Path) -> str:
    name = path.as_posix().removesuffix(".txt")
    return "/".join(_PLACES.get(part, part) for part in name.split("/"))


def _from_exercise(slug: str, title: str, like: Exercise) -> tuple[Files, Files]:
    if like.key is None:
        raise CatalogError(f"{like.slug} has no key here, so there is nothing to copy. Name it: --key DIR.")
    old = re.compile(rf"(?<![\w-]){re.escape(like.slug)}(?![\w-])".encode())

    def files(folder: Path) -> dict[str, bytes]:
        found = sorted(path for path in folder.rglob("*") if path.is_file() and not _is_made(path))
        return {
            path.relative_to(folder).as_posix(): old.sub(slug.encode(), path.read_bytes()) for path in found
        }

    learner, key = files(like.folder), files(like.key)
    template = (_TEMPLATE / "exercise" / MANIFEST).read_text(encoding="utf-8")
    manifest = explained(learner[MANIFEST].decode("utf-8-sig"), template, title or like.title)
    learner[MANIFEST] = manifest.encode()
    if title and (readme := learner.get("README.md")):
        learner["README.md"] = re.sub(rb"\A# .*", lambda _: b"# " + title.encode(), readme)
    return learner, key


def _is_made(path: Path) -> bool:
    """Whether a program wrote the file: it belongs to the exercise it was made for."""
    return path.name == SEALED or "__pycache__" in path.parts


# ---- whole or not at all -------------------------------------------------------------------------


def _write(folders: Mapping[Path, Files]) -> None:
    """Write folders beside their places first, and move them there when all are whole."""
    scratch = {folder: folder.with_name(f".{folder.name}.{os.getpid()}.tmp") for folder in folders}
    moved: list[Path] = []
    try:
        for folder, files in folders.items():
            _fill(scratch[folder], files)
        for folder in folders:
            scratch[folder].rename(folder)
            moved.append(folder)
    except OSError as error:
        for folder in moved:
            shutil.rmtree(folder, ignore_errors=True)
        place = error.filename or next(iter(folders))
        raise CatalogError(f"{place} cannot be written: {error.strerror}. Nothing was made.") from error
    finally:
        for folder in scratch.values():
            shutil.rmtree(folder, ignore_errors=True)


def _fill(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

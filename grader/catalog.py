"""Find exercises on the disk and load them: a folder with an `exercise.toml` is an exercise.

There is no list of exercises anywhere.  The key (the instructor's `solutions/`) is found beside
the exercises or where the caller says; an exercise without a key can be shown but not graded.
Every mistake in a path or in an `exercise.toml` comes out as a `CatalogError` that names the
file, what was found in it and what is allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from grader.manifest import MANIFEST, CatalogError, join, near_names, read
from grader.model import Exercise
from grader.sealed import SEALED

__all__ = ["Catalog", "CatalogError", "UnknownExercise", "as_folder", "find_root"]


class UnknownExercise(CatalogError):
    """No exercise has that name; a caller may know other things that do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The exercises under one folder.

    key: the folder of solutions that somebody named; None looks beside the exercises.
    """

    folder: Path
    key: Path | None = None

    def slugs(self) -> list[str]:
        """Name every exercise in the order a reader counts.  Opens no file: completion must be quick."""
        try:
            found = [entry.name for entry in self.folder.iterdir() if _is_exercise(entry)]
        except OSError as error:
            raise CatalogError(
                f"The folder of exercises cannot be read: {error.strerror}: {self.folder}"
            ) from error
        return sorted(found, key=_reading_order)

    def load(self, exercise: str | Path) -> Exercise:
        """Load an exercise by its slug, an abbreviation only it has ("2", "ex-02"), or its folder."""
        folder = self.place(exercise)
        loaded = read(folder, self._key_of(folder))
        sealed = folder / SEALED
        return replace(loaded, sealed=sealed) if loaded.key is None and sealed.is_file() else loaded

    def place(self, exercise: str | Path) -> Path:
        """Return an exercise's folder, whether or not its manifest can be read."""
        return as_folder(exercise) or self.folder / self._resolve(str(exercise))

    def _resolve(self, word: str) -> str:
        slugs = self.slugs()
        fitting = [word] if word in slugs else [slug for slug in slugs if _abbreviates(word, slug)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise CatalogError(
                f"“{word}” may mean {join(fitting, 'or')}. Please write out which one is meant."
            )
        # Give good error for: `grade exercise-2O`, `grade exercise-99`
        known = f"Near names: {', '.join(near)}." if (near := near_names(word, slugs)) else _known(slugs)
        raise UnknownExercise(f"There is no exercise called “{word}” in {self.folder}.\n{known}")

    def key_place(self, folder: Path) -> Path:
        """Return where the key of the exercise in a folder lies, if there is one."""
        return (self.key or folder.parent.parent / "solutions") / folder.name

    def _key_of(self, folder: Path) -> Path | None:
        place = self.key_place(folder)
        if place.is_dir():
            return place
        if self.key is None:
            return None
        # Give good error for: `--key` naming one exercise's solutions instead of the folder above
        raise CatalogError(
            f"The key {self.key} has no folder “{folder.name}”.\n"
            "A key is a folder that holds one folder for each exercise, each with its test_hidden.py."
        )


def find_root(start: Path | None = None, exercises: Path | None = None, key: Path | None = None) -> Catalog:
    """Find the folder of exercises, from `start` (or the current folder) upward unless it is named.

    An exercise's own folder counts as a place inside the folder of exercises, also when that has
    another name: a learner may have copied one exercise to anywhere.
    """
    folder = _named(exercises, "exercises") if exercises else _upward(start or Path.cwd())
    return Catalog(folder=folder, key=_named(key, "solutions") if key else None)


def as_folder(word: str | Path) -> Path | None:
    """Return the exercise's folder if `word` is a path to one, None if it looks like a name.

    Only what is written like a path is one, so that a stray folder never hides an exercise's name.
    """
    path = Path(word)
    if not (isinstance(word, Path) or "/" in word or "\\" in word or word in {".", ".."}):
        return None
    if _is_exercise(path):
        return path.resolve()
    # Give good error for: `grade exercises/`, `grade exercise/exercise-02`, `grade ./my_answer.py`
    found = f"that folder has no {MANIFEST}" if path.is_dir() else _nothing(path)
    raise CatalogError(f"{word} is not the folder of an exercise: {found}.")


# ---- folders and names ---------------------------------------------------------------------


def _is_exercise(folder: Path) -> bool:
    try:
        return (folder / MANIFEST).is_file()
    except (OSError, ValueError):  # a word too long, or with a NUL in it, is no folder's name
        return False


def _named(folder: Path, what: str) -> Path:
    if folder.is_dir():
        return folder.resolve()
    raise CatalogError(f"{folder} is not a folder of {what}: {_nothing(folder)}.")


def _nothing(path: Path) -> str:
    return "that is a file" if path.is_file() else "nothing is there"


def _upward(start: Path) -> Path:
    start = start.resolve()
    for folder in (start, *start.parents):
        if _is_exercise(folder):
            return folder.parent
        if any(_is_exercise(entry) for entry in _entries(folder / "exercises")):
            return folder / "exercises"
    raise CatalogError(
        f"No exercises found: neither {start} nor a folder above it has a folder “exercises”.\n"
        "Change to the course's folder, or name the exercises: --exercises DIR (or GRADE_EXERCISES=DIR)."
    )


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # missing, a file, or not ours to read: no exercises there, look further up
        return []


def _pieces(name: str) -> list[str]:
    return re.findall(r"[0-9]+|[^\W\d_]+", name.lower())


def _reading_order(name: str) -> list[tuple[int, str]]:
    """Return a sort key that counts: exercise-2 before exercise-10."""
    return [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in _pieces(name)]


def _abbreviates(word: str, slug: str) -> bool:
    """Say whether "2", "02", "ex2" or "exercise-2" can stand for "exercise-02"."""
    short, whole = _pieces(word), _pieces(slug)
    ends = (whole[: len(short)], whole[-len(short) :])
    return bool(short) and any(
        len(part) == len(short) and all(map(_stands_for, short, part)) for part in ends
    )


def _stands_for(piece: str, other: str) -> bool:
    if piece[0].isdigit():
        return other[0].isdigit() and piece.lstrip("0") == other.lstrip("0")
    return other.startswith(piece)


def _known(slugs: list[str]) -> str:
    if not slugs:
        return f"No folder there has an {MANIFEST}."
    shown = ", ".join(slugs[:20]) + (", ..." if len(slugs) > 20 else "")
    return f"Known: {shown}."

"""Find what a command line means: which exercise, and which file is the answer to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.catalog import Catalog, CatalogError, UnknownExercise, find_root
from grader.cli.ends import Mistake
from grader.cli.root import COMMANDS
from grader.manifest import join, near_names
from grader.model import Exercise


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An exercise, and the catalog it was found in."""

    catalog: Catalog
    exercise: Exercise

    def following(self) -> str | None:
        """Name the exercise after this one."""
        slugs = self.catalog.slugs()
        after = slugs[slugs.index(self.exercise.slug) + 1 :] if self.exercise.slug in slugs else []
        return after[0] if after else None


def find(word: str, exercises: Path | None, key: Path | None) -> Target:
    """Find an exercise by the word typed for it."""
    _refuse_file(word)
    try:
        # A path to an exercise needs no folder of exercises around the current one.
        start = Path(word) if exercises is None and ("/" in word or word in {".", ".."}) else None
        catalog = find_root(start=start, exercises=exercises, key=key)
        return Target(catalog=catalog, exercise=catalog.load(word))
    except UnknownExercise as error:
        raise _unknown(word, str(error)) from error
    except CatalogError as error:
        # Give good error for: `grade lst` outside of any course
        if word in COMMANDS or near_names(word, COMMANDS):
            raise _unknown(word, str(error)) from error
        raise


def default_submission(exercise: Exercise) -> Path:
    """Return the file a learner edits, as a short path where that is possible."""
    path = exercise.folder / exercise.file
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _refuse_file(word: str) -> None:
    # Give good error for: `grade my_answer.py`, `grade exercises/exercise-02/exercise.py`
    if Path(word).suffix == ".py" or (len(word) < 256 and Path(word).is_file()):
        raise Mistake(
            f"{word} is the name of a file, not of an exercise.\n"
            f"To grade it:       grade EXERCISE --submission {word}\n"
            f"To watch it run:   grade trace {word}"
        )


def _unknown(word: str, message: str) -> Mistake:
    if word in COMMANDS:
        # Give good error for: `grade --exercises DIR list`
        return Mistake(f"Options come after the command: grade {word} [OPTIONS]")
    near = near_names(word, COMMANDS)
    also = (
        f"\nOr did you mean the command {join([f'“grade {name}”' for name in near], 'or')}?" if near else ""
    )
    return Mistake(message + also)

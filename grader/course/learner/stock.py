"""The course that comes with the grader: `grade start` lays it out in a folder of the learner's own."""

from __future__ import annotations

from pathlib import Path

import grader
from grader.catalog import Catalog, CatalogError, find_root
from grader.course.learner.course import learner_files, put

README = "README.md"
STOCK = Path(grader.__file__).parent / "stock"
"""Where a wheel has the course (`hatch_build` puts it there); a checkout has its own exercises."""


def start(folder: Path) -> tuple[Catalog, list[str]]:
    """Lay the course out in a folder; return it, and the paths of files that were kept as they were.

    A file that learners edit is never replaced; all else is brought up to date.
    Raises CatalogError when there is no course here, or the folder cannot be written.
    """
    files = _files()
    try:
        kept = put(files, folder, edited=frozenset(name for name in files if _is_edited(name)))
    except OSError as error:
        raise CatalogError(f"{error.filename or folder} cannot be written: {error.strerror}.") from error
    return find_root(exercises=folder / "exercises"), kept


def guide(install: str) -> str:
    """Return the text that says how to begin; install: the command that gets the grader, or words."""
    return f"""\
# Exercises in asyncio

Each folder in `exercises` is one exercise: its README.md says what to do, its exercise.py is yours to edit.

{install}

    grade list                   names the exercises
    grade show exercise-01       tells the task
    grade exercise-01            says what your program did, and what is not right yet
    grade hint exercise-01       gives one hint; again, the next one
    grade trace my_program.py    draws what the tasks of any program did

`suite.sealed` is what judges your answer. Reading it would spoil the exercise.
"""


def _files() -> dict[str, bytes]:
    installed = "The command `grade` is installed already. With it:"
    if STOCK.is_dir():
        paths = (
            path for path in sorted(STOCK.rglob("*")) if path.is_file() and "__pycache__" not in path.parts
        )
        files = {path.relative_to(STOCK).as_posix(): path.read_bytes() for path in paths}
    else:
        files = learner_files(find_root(exercises=STOCK.parents[1] / "exercises"))
    return {README: guide(installed).encode(), **files}


def _is_edited(name: str) -> bool:
    return name == README or name.endswith(".py")

"""Pack a course for its learners: `grade pack learner`."""

from __future__ import annotations

from pathlib import Path

from grader.catalog import Catalog
from grader.course.learner.course import learner_files
from grader.course.learner.packing import refuse_existing, write_new
from grader.course.learner.stock import README, guide
from grader.course.learner.wheel import own_wheel

_WITH_WHEEL = """\
Set up once, in this folder (Python 3.11 or newer; on Debian and Ubuntu: `apt install python3-venv`):

    python3 -m venv .venv && .venv/bin/pip install ./{wheel}
    . .venv/bin/activate

Then:"""
_WITHOUT = "Install the grader as your instructor says. Then:"


def pack(catalog: Catalog, target: Path) -> dict[str, bytes]:
    """Write what learners get to a new folder, or to a file that ends with .zip; return the files.

    Written whole or not at all.  Raises CatalogError for what is there already, or is missing.
    """
    refuse_existing(target)
    files = learner_files(catalog)
    wheel = own_wheel()
    files |= dict([wheel]) if wheel else {}
    files[README] = guide(_WITH_WHEEL.format(wheel=wheel[0]) if wheel else _WITHOUT).encode()
    write_new(files, target)
    return files

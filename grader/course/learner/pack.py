"""Pack a course for its learners: a folder, or a zip whose bytes depend on its files alone."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader.catalog import Catalog, CatalogError
from grader.course.learner.course import learner_files
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
    if target.exists():
        raise CatalogError(f"{target} is there already. Name a new folder, or a new .zip file.")
    files = learner_files(catalog)
    wheel = own_wheel()
    files |= dict([wheel]) if wheel else {}
    files[README] = guide(_WITH_WHEEL.format(wheel=wheel[0]) if wheel else _WITHOUT).encode()
    try:
        _write(files, target)
    except OSError as error:
        raise CatalogError(f"{target} cannot be written: {error.strerror}.") from error
    return files


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files: in one order, all with the same date and rights."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def _write(files: Mapping[str, bytes], target: Path) -> None:
    scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.absolute().parent))
    try:
        whole = scratch / target.name
        if target.suffix.lower() == ".zip":
            whole.write_bytes(zipped(files))
        else:
            for name, data in files.items():
                (whole / name).parent.mkdir(parents=True, exist_ok=True)
                (whole / name).write_bytes(data)
        whole.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)

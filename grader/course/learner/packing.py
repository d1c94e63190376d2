"""Write a set of files as a new folder, or as a zip whose bytes depend on the files alone."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader.manifest import CatalogError


def refuse_existing(target: Path) -> None:
    """Raise CatalogError when something is there already: nothing of an instructor's is overwritten."""
    if target.exists():
        raise CatalogError(f"{target} is there already. Name a new folder, or a new .zip file.")


def write_new(files: Mapping[str, bytes], target: Path) -> None:
    """Write files to a new folder, or to a zip when the name ends with .zip; whole or not at all.

    Scripts, known by their first two bytes, can be executed.  Raises CatalogError.
    """
    refuse_existing(target)
    try:
        _write(files, target)
    except OSError as error:
        raise CatalogError(f"{target} cannot be written: {error.strerror}.") from error


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files: in one order, all with the same date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                (0o100000 | _mode(files[name])) << 16,
            )
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
                (whole / name).chmod(_mode(data))
        whole.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _mode(data: bytes) -> int:
    return 0o755 if data.startswith(b"#!") else 0o644

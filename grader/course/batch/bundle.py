"""An exercise and its hidden part as bytes, named by their content: what a worker needs to grade.

The same folders give the same bytes.  What learners edit and what only `verify` reads (`right/`,
`mutants/`) is no part of it, so a change there is no change of the exercise.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from grader.catalog import Catalog
from grader.manifest import MANIFEST
from grader.model import Exercise

_LEFT_OUT = frozenset({"right", "mutants", "__pycache__"})
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """One exercise, packed.  sha256: of the bytes."""

    slug: str
    sha256: str
    data: bytes


def pack(exercise: Exercise) -> Bundle:
    """Pack the exercise's manifest and its key."""
    assert exercise.key is not None
    files = {f"exercises/{exercise.slug}/{MANIFEST}": exercise.folder / MANIFEST}
    for path in sorted(exercise.key.rglob("*")):
        parts = path.relative_to(exercise.key).parts
        if path.is_file() and not any(part in _LEFT_OUT or part.startswith(".") for part in parts):
            files["/".join(("solutions", exercise.slug, *parts))] = path
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # compressed bytes differ by zlib
        for name, path in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), path.read_bytes())
    data = packed.getvalue()
    return Bundle(slug=exercise.slug, sha256=hashlib.sha256(data).hexdigest(), data=data)


def unpack(bundle: Bundle, folder: Path) -> Exercise:
    """Unpack a bundle of ours into a folder of ours; return the exercise."""
    with zipfile.ZipFile(io.BytesIO(bundle.data)) as archive:
        archive.extractall(folder)
    return Catalog(folder=folder / "exercises").load(bundle.slug)

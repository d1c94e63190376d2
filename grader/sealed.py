"""A hidden suite in one file that nobody reads by accident: what a learner practises with.

`suite.sealed` lies beside an exercise's stub and holds what grading needs of the key: the suite, the
course's own rules, and what the solution's run looked like; never the solution.  It is sealed, not
encrypted: a machine that runs a suite can read it.  The packing is deterministic.
"""

from __future__ import annotations

import base64
import hashlib
import json
import textwrap
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from grader.manifest import CatalogError
from grader.model import Exercise

SEALED = "suite.sealed"
SUITE = "test_hidden.py"
REFERENCE = "reference.json"

_MAGIC = "asyncio-grader sealed suite 1"
_MAX_BYTES = 16 << 20


def seal(slug: str, files: Mapping[str, bytes]) -> bytes:
    """Return the bytes of a `suite.sealed` that holds these files, by their path within the key."""
    plain = json.dumps({name: base64.b64encode(files[name]).decode() for name in sorted(files)}).encode()
    packed = base64.b64encode(zlib.compress(plain, 9)).decode()
    words = f"The hidden suite of {slug}, sealed: reading it would spoil the exercise."
    lines = [f"# {words}", f"{_MAGIC} {hashlib.sha256(plain).hexdigest()}", *textwrap.wrap(packed, 100)]
    return ("\n".join(lines) + "\n").encode()


def files_of(path: Path) -> dict[str, bytes]:
    """Return the files in a `suite.sealed`.  Raises CatalogError when it is not whole."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror}.") from error
    lines = data.decode("ascii", "replace").splitlines()
    said = lines[1].rpartition(" ") if len(lines) > 1 else ("", "", "")
    if said[0] != _MAGIC:
        raise CatalogError(
            f"{path} is not a sealed suite this grader can read (wanted: “{_MAGIC}”).\n"
            "Get the exercises again, or a newer grader."
        )
    try:
        inflate = zlib.decompressobj()
        plain = inflate.decompress(base64.b64decode("".join(lines[2:]), validate=True), _MAX_BYTES)
        if not inflate.eof or hashlib.sha256(plain).hexdigest() != said[2]:
            raise ValueError
        return {_safe(name): base64.b64decode(text) for name, text in json.loads(plain).items()}
    except (ValueError, zlib.error) as error:
        raise CatalogError(f"{path} is damaged. Get the exercises again.") from error


class OpenedSuites:
    """Sealed suites laid out in temporary folders, each once."""

    def __init__(self) -> None:
        self._folders: dict[Path, TemporaryDirectory[str]] = {}

    def close(self) -> None:
        """Remove the folders."""
        for folder in self._folders.values():
            folder.cleanup()
        self._folders.clear()

    def with_key(self, exercise: Exercise) -> Exercise:
        """Return the exercise with its sealed suite laid out as its key, where it has no other.

        Raises CatalogError for a damaged file, OSError where nothing can be written.
        """
        if exercise.key is not None or exercise.sealed is None:
            return exercise
        if exercise.sealed not in self._folders:
            files = files_of(exercise.sealed)
            folder = self._folders[exercise.sealed] = TemporaryDirectory(prefix="suite-")
            for name, data in files.items():
                path = Path(folder.name) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        return replace(exercise, key=Path(self._folders[exercise.sealed].name))


def _safe(name: str) -> str:
    """Refuse a name that leads out of the folder."""
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/") or "\\" in name:
        raise ValueError(name)
    return name

"""Remember which hint was shown last, in one small file of the user's state folder.

What is kept is a digest of the answer's text and the finding, and a number: nothing of the answer itself.
Where the folder cannot be written, every call starts with the first hint, and nobody is told.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_MOST = 200
_LARGEST = 1 << 16  # of the file, in bytes: it is ours, and yet anybody may have written it


def next_number(about: Sequence[str], count: int) -> tuple[int, bool]:
    """Return the number of the hint to show, and whether that could be noted.

    about: what the hints belong to.  count: how many there are; the last one is repeated.
    """
    name = hashlib.sha256("\0".join(about).encode("utf-8", "replace")).hexdigest()[:32]
    file = _file()
    shown = _read(file)
    number = min(shown.pop(name, 0) + 1, count)
    shown[name] = number  # last in order, so that it is dropped last
    return number, _write(file, dict(list(shown.items())[-_MOST:]))


def _file() -> Path | None:
    base = Path(os.environ.get("XDG_STATE_HOME", ""))
    try:
        # The specification: a relative path there is to be ignored.
        folder = base if base.is_absolute() else Path.home() / ".local" / "state"
    except RuntimeError:  # nobody knows where this user lives
        return None
    return folder / "asyncio-grader" / "hints.json"


def _read(file: Path | None) -> dict[str, int]:
    """Read what was noted; a file that is not as we write it counts for nothing."""
    if file is None:
        return {}
    try:
        with file.open("rb") as stream:
            found = json.loads(stream.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    noted = found.get("shown") if isinstance(found, dict) else None
    if not isinstance(noted, dict):
        return {}
    return {name: number for name, number in noted.items() if type(number) is int and number > 0}


def _write(file: Path | None, shown: dict[str, int]) -> bool:
    """Write the file whole or not at all."""
    if file is None:
        return False
    scratch = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        scratch.write_text(json.dumps({"format": 1, "shown": shown}), encoding="utf-8")
        scratch.replace(file)
    except OSError:
        with suppress(OSError):
            scratch.unlink()
        return False
    return True

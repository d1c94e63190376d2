"""Which files of this machine a boxed Python needs, and nothing beside them.

The guest needs the standard library only, so the interpreter underneath a virtual environment is
taken, and every `site-packages` is left out: the grader itself may be installed in one.
"""

from __future__ import annotations

import glob
import os
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_LIBRARIES = ("/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/lib32")
_ZONES = "/usr/share/zoneinfo"
_LOADER_CACHE = "/etc/ld.so.cache"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """Where the running Python lies.  Paths are real ones, but for `libraries`, which may be links."""

    executable: str
    standard: str
    own: str | None
    libraries: tuple[str, ...]

    @property
    def readable_by_all(self) -> bool:
        """Whether another user can read it all: an interpreter below a home folder often cannot be."""
        return all(map(_open_to_all, (self.executable, os.path.join(self.standard, "os.py"))))


def find() -> Interpreter:
    """Find what belongs to the running interpreter."""
    executable = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
    own = os.path.realpath(os.path.join(sys.base_prefix, "lib"))
    system = {os.path.realpath(path) for path in _LIBRARIES}
    return Interpreter(
        executable=executable,
        standard=os.path.realpath(sysconfig.get_path("stdlib")),
        own=None if own in system or not os.path.isdir(own) else own,
        libraries=tuple(path for path in _LIBRARIES if os.path.isdir(path)),
    )


def packages_in(folder: str) -> list[str]:
    """Return the folders of installed packages below a library folder."""
    found = glob.glob(f"{folder}/python*/site-packages") + glob.glob(f"{folder}/python*/dist-packages")
    return sorted(found)


def system_libraries() -> list[str]:
    """Return where shared libraries lie: Debian's own folder for them where it has one."""
    multiarch = sysconfig.get_config_var("MULTIARCH") or ""
    special = [f"{base}/{multiarch}" for base in ("/lib", "/usr/lib") if multiarch]
    special = [path for path in special if os.path.isdir(path)]
    wide = [path for path in ("/lib64", "/usr/lib64") if os.path.isdir(path)]
    return special + wide if special else [path for path in _LIBRARIES if os.path.isdir(path)]


def readable_paths(python: Interpreter) -> list[str]:
    """Return every path a guest in the host's own file system may read."""
    entries = [
        entry.path
        for entry in os.scandir(python.standard)
        if entry.name not in ("site-packages", "dist-packages")
    ]
    own = _shared_objects(python.own) if python.own else []
    return [*entries, *own, *system_libraries(), _LOADER_CACHE, _ZONES]


def _shared_objects(folder: str) -> Iterable[str]:
    return [entry.path for entry in os.scandir(folder) if ".so" in entry.name and entry.is_file()]


def _open_to_all(path: str) -> bool:
    """Whether the permissions of a file and of every folder above it let anybody read it."""
    try:
        folders = list(Path(path).parents)
        return bool(Path(path).stat().st_mode & 0o004) and all(f.stat().st_mode & 0o001 for f in folders)
    except OSError:
        return False

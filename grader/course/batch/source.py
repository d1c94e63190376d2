"""Read a folder or a zip as one tree of members; nothing of it is ever written to the disk.

What a learner may have put there to do harm (a link, a way out of the folder, an encrypted member, a bomb)
is refused by name and listed.  A member is read in memory, never beyond the size an answer may have.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from grader.course.batch.errors import SourceError
from grader.submission import MAX_BYTES

MOST_MEMBERS = 1_000_000
LIST_BYTES = 100_000_000
"""What a list of a platform's own, such as its metadata, may take."""
_MOST_RATIO = 200  # of a member's size to what it takes in the archive; Python text reaches about 20
_RATIO_COUNTS_FROM = 1 << 20
_SKIPPED = frozenset({"__MACOSX", "__pycache__", "node_modules", "venv", "env", "site-packages"})
_NOISE = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")
_ENCRYPTED = 0x1


class Unreadable(Exception):
    """One member cannot be read; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something in the source that is not touched, and why."""

    path: str
    why: str


class Tree(Protocol):
    """Files by their paths, `/` between the parts, in order.  name: the source's own, without its ending."""

    name: str
    paths: tuple[str, ...]
    refused: tuple[Refused, ...]

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """Return a member's bytes, at most one more than the limit.  Raises Unreadable."""

    def close(self) -> None:
        """Let go of the source."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...


def open_source(path: Path) -> Tree:
    """Open a folder or a zip.  Raises SourceError."""
    if path.is_dir():
        return FolderTree(path)
    if not path.exists():
        raise SourceError(f"There is nothing at {path}.")
    return ZipTree(path)


class _Closing:
    def close(self) -> None:
        """Let go of the source."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class FolderTree(_Closing):
    """A folder on the disk; links in it are refused, whatever they lead to."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.resolve().name
        self._folder = folder
        self._refused: list[Refused] = []
        self.paths = tuple(sorted(self._walk(folder, "")))
        self.refused = tuple(sorted(self._refused, key=lambda one: one.path))

    def _walk(self, folder: Path, above: str) -> Iterator[str]:
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            self._refused.append(Refused(path=above or ".", why=f"cannot be read: {error.strerror}"))
            return
        for entry in entries:
            path = above + entry.name
            if entry.is_symlink():
                self._refused.append(Refused(path=path, why="a link"))
            elif entry.is_dir(follow_symlinks=False):
                if not _is_skipped(entry.name):
                    yield from self._walk(Path(entry.path), path + "/")
            elif not entry.is_file(follow_symlinks=False):
                self._refused.append(Refused(path=path, why="not a file"))
            elif entry.name not in _NOISE:
                if why := _amiss(path):
                    self._refused.append(Refused(path=path, why=why))
                else:
                    yield path

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """Return a file's bytes, at most one more than the limit.  Raises Unreadable."""
        try:
            # The folder may change under us: what was a file must not have become a link or a pipe.
            descriptor = os.open(self._folder / path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise Unreadable("not a file")
                return file.read(limit + 1)
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror}") from None


class ZipTree(_Closing):
    """A zip archive, read member by member; a wrong name in it harms nobody and is listed."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise SourceError(
                f"{path} cannot be read as a zip: {error}.\nName a folder, or a zip as the platform gave it."
            ) from None
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS:
            self._zip.close()
            raise SourceError(f"{path} has {len(members):,} members; at most {MOST_MEMBERS:,} are read.")
        refused: list[Refused] = []
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            name = member.orig_filename.replace("\\", "/").removeprefix("./")  # as some programs write it
            if name.endswith("/") or _is_noise(name):
                continue
            why = _amiss(name) or _amiss_in_zip(member) or ("named twice" if name in self._members else "")
            if why:
                refused.append(Refused(path=name, why=why))
            else:
                self._members[name] = member
        self.paths = tuple(sorted(self._members))
        self.refused = tuple(sorted(refused, key=lambda one: one.path))

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """Return a member's bytes, at most one more than the limit.  Raises Unreadable."""
        if path not in self._members:
            raise Unreadable("not in the archive")
        try:
            # Whatever size the archive claims, no more than this is ever unpacked.
            with self._zip.open(self._members[path]) as file:
                return file.read(limit + 1)
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError) as error:
            raise Unreadable(f"damaged in the archive: {error}") from None

    def close(self) -> None:
        """Close the archive."""
        self._zip.close()


# ---- what is refused -----------------------------------------------------------------------


def _amiss(path: str) -> str:
    """Say what is wrong with a path, nothing if it is fit to be read."""
    parts = path.split("/")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return "an absolute name"
    if any(part in {"", ".", ".."} for part in parts):
        return "a name that leads out of its folder"
    if any(ord(character) < 32 or ord(character) == 127 for character in path):
        return "a control character in its name"
    if any(_DEVICES.match(part) for part in parts):
        return "the name of a device"
    with suppress(UnicodeEncodeError):
        path.encode()
        return ""
    return "a name that is not text"


def _amiss_in_zip(member: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "a link"
    if kind not in (0, stat.S_IFREG):
        return "not a file"
    if member.flag_bits & _ENCRYPTED:
        return "encrypted"
    bomb = member.file_size > _MOST_RATIO * max(1, member.compress_size)
    return "unpacks to far more than it is" if bomb and member.file_size > _RATIO_COUNTS_FROM else ""


def _is_skipped(folder: str) -> bool:
    return folder in _SKIPPED or folder.startswith(".")


def _is_noise(path: str) -> bool:
    *folders, name = path.split("/")
    hidden = any(_is_skipped(folder) and folder not in {".", ".."} for folder in folders)
    return hidden or name in _NOISE or name.startswith("._")

"""The output folder: private to its owner, one process at a time, files whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from typing import Self

from grader.course.batch.errors import FolderError

LEDGER = "ledger.sqlite"
_LOCK = ".lock"
_WORK = ".work"


class OutputFolder:
    """An output folder in use.  Raises FolderError when another process has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            _make_private(path)
            self._lock = os.open(path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise FolderError(f"--output {path} cannot be used: {error.strerror}.") from None
        self._take()
        os.umask(0o077)  # SQLite makes its files itself
        shutil.rmtree(self.work, ignore_errors=True)  # of a process that was killed
        for folder in (self.work, self.reports):
            _make_private(folder)

    def _take(self) -> None:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel lets go when a process dies
        except OSError:
            holder = os.pread(self._lock, 20, 0).decode("ascii", "replace").strip() or "unknown"
            os.close(self._lock)
            raise FolderError(
                f"Another `grade batch` is at work in {self.path} (process {holder}).\n"
                "Wait until it has ended, or end it; this command then goes on where it was."
            ) from None
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, f"{os.getpid()}\n".encode(), 0)

    @property
    def ledger(self) -> Path:
        """The durable record."""
        return self.path / LEDGER

    @property
    def reports(self) -> Path:
        """Where the reports go."""
        return self.path / "reports"

    @property
    def work(self) -> Path:
        """What workers need while they run; empty before and after."""
        return self.path / _WORK

    def write(self, name: str, data: bytes) -> None:
        """Write a file of the folder, whole or not at all, for the owner's eyes only."""
        path = self.path / name
        scratch = path.with_name(f".{path.name}.tmp")
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        scratch.replace(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        os.close(self._lock)


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)

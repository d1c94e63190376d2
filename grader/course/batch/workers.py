"""Warm workers of this process: child processes that have everything loaded, one to a thread at work.

Grading runs a pytest session, which changes `sys`, `os.environ` and standard output while it lasts; two of
them cannot share a process.  So a thread drives a child, and what kills a child costs one try of one
submission.  `grade_task` uses the workers of its process, whatever engine has brought it there.
"""

from __future__ import annotations

import atexit
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import grader
from grader.course.batch import frames
from grader.course.batch.task import Graded, Lost, Task, WorkerFault
from grader.run.sandbox import IsolationMissing

IDLE = 60.0
_MODULE = "grader.course.batch.worker"


class WarmWorker:
    """One child process that grades, one answer after another."""

    def __init__(self, isolation: str, at_least: str, scratch: str | None) -> None:
        self.kind = (isolation, at_least, scratch)
        self.spent = False
        self.idle_since = 0.0
        self._folder = tempfile.mkdtemp(prefix="worker-", dir=scratch)
        self._known: set[str] = set()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", _MODULE, isolation, at_least, self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # a Ctrl-C is the batch's to answer
        )

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def grade(self, task: Task) -> Graded:
        """Have it grade.  Raises Lost, WorkerFault, IsolationMissing."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        header: dict[str, Any] = {
            "id": task.id, "file": task.file, "beside": task.beside, "exercise": task.bundle.slug,
            "sha256": task.bundle.sha256,
        }  # fmt: skip
        new = task.bundle.sha256 not in self._known
        blobs = [task.data, task.bundle.data] if new else [task.data]
        try:
            frames.send(stdin, header, blobs)
            self._known.add(task.bundle.sha256)
            _wait(stdout, task.patience)
            answer, parts = frames.receive(stdout)
        except frames.Ended:
            raise Lost(f"the worker ended while it graded{self._how()}") from None
        if "isolation_missing" in answer:
            raise IsolationMissing(answer["isolation_missing"])
        if "fault" in answer:
            raise WorkerFault(answer["fault"])
        self.spent = answer.pop("last")
        answer.pop("blobs")
        return Graded(report=parts[0], page=parts[1], **answer)

    def _how(self) -> str:
        try:
            code = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return ""
        return f" (signal {-code})" if code < 0 else f" (exit code {code})"

    def close(self, *, at_once: bool = False) -> None:
        """End it; it leaves nothing behind."""
        if at_once:
            _kill(self._process)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            _kill(self._process)
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


class WarmWorkers:
    """As many workers as there are threads that grade at the same time.

    idle: real seconds after which one that is not needed ends, at the latest after twice as many; a
    cluster's processes live longer than a batch.
    """

    def __init__(self, idle: float = IDLE) -> None:
        self._patience = idle
        self._timer: threading.Timer | None = None
        self._idle: list[WarmWorker] = []
        self._busy: set[WarmWorker] = set()
        self._lock = threading.Lock()

    def grade(self, task: Task) -> Graded:
        """Grade with an idle worker.  Raises Lost, WorkerFault, IsolationMissing."""
        worker = self._take((task.isolation, task.at_least, task.scratch))
        try:
            graded = worker.grade(task)
        except WorkerFault:
            self._give_back(worker)
            raise
        except BaseException:
            with self._lock:
                self._busy.discard(worker)
            worker.close(at_once=True)
            raise
        self._give_back(worker)
        return graded

    def pids(self) -> list[int]:
        """Return the process ids of the workers there are."""
        with self._lock:
            return [worker.pid for worker in (*self._idle, *self._busy)]

    def close(self) -> None:
        """End the idle workers; those at work are killed."""
        with self._lock:
            idle, busy = self._idle, self._busy
            self._idle, self._busy = [], set()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        for worker in idle:
            worker.close()
        for worker in busy:
            worker.close(at_once=True)

    def _take(self, kind: tuple[str, str, str | None]) -> WarmWorker:
        with self._lock:
            fitting = [worker for worker in self._idle if worker.kind == kind]
            worker = fitting[-1] if fitting else None
            if worker is not None:
                self._idle.remove(worker)
        if worker is not None and (worker.spent or not worker.alive):
            worker.close(at_once=True)
            worker = None
        worker = worker or WarmWorker(*kind)
        with self._lock:
            self._busy.add(worker)
        return worker

    def _give_back(self, worker: WarmWorker) -> None:
        with self._lock:
            if worker in self._busy:  # not closed meanwhile
                self._busy.discard(worker)
                self._idle.append(worker)
                worker.idle_since = time.monotonic()
                self._look_again()

    def _look_again(self) -> None:
        """Have somebody look for idle workers, once; the lock is ours."""
        if self._timer is None and self._idle:
            self._timer = threading.Timer(self._patience, self._end_idle)
            self._timer.daemon = True
            self._timer.start()

    def _end_idle(self) -> None:
        limit = time.monotonic() - self._patience
        with self._lock:
            ended = [worker for worker in self._idle if worker.idle_since <= limit]
            self._idle = [worker for worker in self._idle if worker.idle_since > limit]
            self._timer = None
            self._look_again()
        for worker in ended:
            worker.close()


_shared: WarmWorkers | None = None
_lock = threading.Lock()


def shared() -> WarmWorkers:
    """Return the workers of this process; they end with it."""
    global _shared
    with _lock:
        if _shared is None:
            _shared = WarmWorkers()
            atexit.register(_shared.close)
        return _shared


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker and the fork of it that is at work."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _wait(stream: IO[bytes], patience: float) -> None:
    """Wait until something can be read.  Raises Lost."""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        if not selector.select(patience):
            raise Lost(f"the worker said nothing for {patience:.0f} s")


def _environment() -> dict[str, str]:
    """Return our environment, with this package in reach however it was found."""
    here = str(Path(grader.__file__).parents[1])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}

"""A dask scheduler and workers on this machine, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import grader

BLAME_ONE = {  # a worker has one task at a time, and the first death tells
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "1.0",
}
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(grader.__file__).parents[1])}


@dataclass
class Dask:
    """Processes of dask.  Starting one waits until it has said that it is ready."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    address: str = ""

    @property
    def scheduler_file(self) -> Path:
        return self.folder / "scheduler.json"

    def start_scheduler(self) -> subprocess.Popen[str]:
        words = [
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--scheduler-file",
            str(self.scheduler_file),
        ]
        process, line = self._start(words, "Scheduler at:")
        self.address = line.rpartition(" ")[2]
        return process

    def start_worker(self, *words: str, before: str = "") -> subprocess.Popen[str]:
        """before: Python that the worker runs first."""
        place = ["--local-directory", str(self.folder / "scratch")]
        return self._start(
            ["worker", self.address, "--nthreads", "1", *place, *words], "Registered to:", before
        )[0]

    def _start(self, words: list[str], ready: str, before: str = "") -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [sys.executable, "-c", f"{before}\nfrom dask.__main__ import main\nmain()", *words, "--no-dashboard"],
            cwd=self.folder, env=ENVIRONMENT | self.environment, text=True, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.processes.append(process)
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if ready in line:
                threading.Thread(target=process.stderr.read, daemon=True).start()  # so that it never blocks
                return process, line.strip()
        raise AssertionError("".join(said))

    def stop(self) -> None:
        for process in reversed(self.processes):  # workers first: they say goodbye to their scheduler
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            assert process.stderr is not None
            process.stderr.close()
        self.processes.clear()


@contextmanager
def dask_here(
    folder: Path, *words: str, workers: int = 2, environment: dict[str, str] | None = None
) -> Iterator[Dask]:
    dask = Dask(folder, environment or {})
    try:
        dask.start_scheduler()
        for _ in range(workers):
            dask.start_worker(*words)
        yield dask
    finally:
        dask.stop()

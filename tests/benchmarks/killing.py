"""Kill a batch ten times and a cluster's workers five times, at random moments; count what came of it.

    python tests/benchmarks/killing.py [SUBMISSIONS] [SEED]

Run by hand, from the project's folder, with the extra [cluster].  A moment is a random number of graded
submissions and a random part of a second.  What is graded when somebody is killed must not be graded again:
its files stay as they are, to the nanosecond they were written at.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path[:0] = [str(PROJECT)]

from tests.benchmarks.batch import SLUG, answers  # noqa: E402
from tests.course.batch.conftest import reports  # noqa: E402
from tests.course.batch.dask_here import dask_here  # noqa: E402

BATCHES, WORKERS = 10, 5


class Grading:
    """One output folder, and the batches that work in it."""

    def __init__(self, folder: Path, name: str, *words: str) -> None:
        self.output = folder / name
        self.log = folder / f"{name}.log"
        command = [sys.executable, "-m", "grader", "batch", SLUG, str(folder / "hand-in")]
        self.command = [*command, "--output", str(self.output), *words]
        self.written: dict[str, int] = {}
        self.again = 0

    def start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(self.command, cwd=PROJECT, stdout=log, stderr=log)

    def rows(self, what: str) -> list[tuple[object, ...]]:
        try:
            with closing(
                sqlite3.connect(f"file:{self.output / 'ledger.sqlite'}?mode=ro", uri=True)
            ) as ledger:
                return ledger.execute(f"SELECT {what} FROM submission WHERE state = 'graded'").fetchall()
        except sqlite3.Error:  # not there yet
            return []

    def wait_for(self, count: int, process: subprocess.Popen[bytes]) -> None:
        while len(self.rows("id")) < count and process.poll() is None:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.3))

    def look(self) -> int:
        """Note when the reports of what is graded were written, and whether one was written again."""
        ids = [str(row[0]) for row in self.rows("id")]
        now = {id_: (self.output / "reports" / f"{id_}.json").stat().st_mtime_ns for id_ in ids}
        self.again += sum(now.get(id_) != when for id_, when in self.written.items())
        self.written = now
        return len(ids)

    def verdict(self, undisturbed: dict[str, bytes]) -> str:
        self.look()
        tries = sum(int(str(row[0])) for row in self.rows("tries"))
        same = reports(self.output) == undisturbed
        return (
            f"{len(self.written)} of {len(undisturbed)} graded, {self.again} graded again, "
            f"{tries} tries lost, bytes {'the same' if same else 'NOT THE SAME'}"
        )


def moments(count: int, kills: int) -> list[int]:
    return sorted(random.sample(range(count), kills))


def kill_batches(folder: Path, count: int, undisturbed: dict[str, bytes]) -> None:
    grading = Grading(folder, "batch", "--workers", "2")
    for number, moment in enumerate(moments(count, BATCHES), 1):
        process = grading.start()
        begun = time.perf_counter()
        grading.wait_for(moment, process)
        process.kill()
        code = process.wait()
        seconds = time.perf_counter() - begun
        print(
            f"batch {number:2}: kill -9 {seconds:4.1f} s after its start, {grading.look():3} graded, ended {code}"
        )
    code = grading.start().wait()
    print(f"batches: the last one ended {code}; {grading.verdict(undisturbed)}", flush=True)


def kill_workers(folder: Path, count: int, undisturbed: dict[str, bytes]) -> None:
    from distributed import Client

    with dask_here(folder) as dask, Client(dask.address, set_as_default=False) as client:
        grading = Grading(folder, "cluster", "--cluster", str(dask.scheduler_file))
        process = grading.start()
        for number, moment in enumerate(moments(count, WORKERS), 1):
            grading.wait_for(moment, process)
            client.wait_for_workers(1)
            pids = client.run(os.getpid, on_error="ignore")
            pid = random.choice(sorted(pids.values()))
            os.kill(pid, signal.SIGKILL)
            print(
                f"worker {number}: kill -9, {grading.look():3} graded, {len(pids)} workers were there",
                flush=True,
            )
        code = process.wait()
        print(f"workers: the batch ended {code}; {grading.verdict(undisturbed)}", flush=True)


def left(folder: Path) -> int:
    """Count the processes that still have to do with the folder."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += os.fsencode(folder) in path.read_bytes()
        except OSError:
            continue  # it has just ended
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 80
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    random.seed(seed)
    print(f"{count} submissions, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["TMPDIR"] = name  # so that what is left behind can be told
        (folder / "hand-in").mkdir()
        known = answers()
        for number in range(count):
            shutil.copy(known[number % len(known)], folder / "hand-in" / f"learner-{number:05}.py")
        grading = Grading(folder, "undisturbed", "--workers", "2")
        assert grading.start().wait() == 0, grading.log.read_text()
        undisturbed = reports(grading.output)
        kill_batches(folder, count, undisturbed)
        kill_workers(folder, count, undisturbed)
        print(f"processes left: {left(folder)}")


if __name__ == "__main__":
    main()

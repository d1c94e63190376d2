"""What a class costs: submissions a second, CPU seconds each, memory, and the ratio to plain pytest.

    python tests/benchmarks/batch.py [SUBMISSIONS] [WORKERS]

Run by hand, from the project's folder.  The submissions are exercise 02's own right and wrong answers under
other names.  Beside it, in turns, twenty of them are graded as courses do today: plain pytest, a process
each, with real sleeps.  On a shared machine trust CPU seconds and ratios, not wall time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SLUG = "exercise-02"
PLAIN = 20
TESTS = """
import asyncio, importlib.util, sys, time
import pytest


@pytest.fixture
def exercise():
    spec = importlib.util.spec_from_file_location("exercise", sys.argv[-1])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_result(exercise):
    assert len(asyncio.run(exercise.main())) == 3


def test_time(exercise):
    begun = time.perf_counter()
    asyncio.run(exercise.main())
    assert time.perf_counter() - begun < 2.5
"""


def answers() -> list[Path]:
    key = PROJECT / "solutions" / SLUG
    return [
        key / "exercise.py",
        *sorted((key / "right").glob("*.py")),
        *sorted((key / "mutants").glob("*.py")),
    ]


def children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        own = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return own + [deeper for child in own for deeper in children(child)]


def resident(pid: int) -> int:
    """Memory of a process in kB, what it shares with others divided among them."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


class Watch(threading.Thread):
    """Looks at a process and its children now and then; keeps the greatest memory."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.main, self.all, self.ended = pid, 0, 0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.25):
            main, rest = resident(self.pid), sum(map(resident, children(self.pid)))
            self.main, self.all = max(self.main, main), max(self.all, main + rest)


def spent() -> float:
    times = os.times()
    return times.children_user + times.children_system


def graded(count: int, workers: int, folder: Path) -> tuple[float, float, Watch]:
    """Grade a class; return wall and CPU seconds, and what was seen of its memory."""
    source = folder / "hand-in"
    source.mkdir()
    known = answers()
    for number in range(count):
        shutil.copy(known[number % len(known)], source / f"learner-{number:05}.py")
    command = [sys.executable, "-m", "grader", "batch", SLUG, str(source), "--output", str(folder / "out")]
    cpu, begun = spent(), time.perf_counter()
    process = subprocess.Popen([*command, "--workers", str(workers)], cwd=PROJECT, stdout=subprocess.DEVNULL)
    watch = Watch(process.pid)
    watch.start()
    assert process.wait() == 0
    watch.ended.set()
    return time.perf_counter() - begun, spent() - cpu, watch


def plain(folder: Path) -> tuple[float, float]:
    """Grade twenty with plain pytest, one after the other; return wall and CPU seconds."""
    suite = folder / "test_plain.py"
    suite.write_text(TESTS)
    known = [path for path in answers() if "busy" not in path.name]
    cpu, begun = spent(), time.perf_counter()
    for number in range(PLAIN):
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-c",
            os.devnull,
            str(suite),
        ]
        command += ["-o", "addopts=", "--", str(known[number % len(known)])]
        code = f"import sys, pytest; sys.exit(pytest.main({command[3:-2]!r}))"
        subprocess.run(
            [sys.executable, "-c", code, command[-1]], cwd=folder, stdout=subprocess.DEVNULL, check=False,
            env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, timeout=120,
        )  # fmt: skip
    return time.perf_counter() - begun, spent() - cpu


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wall, cpu, watch = graded(count, workers, folder)
        plain_wall, plain_cpu = plain(folder)
    print(f"{count} submissions, {workers} workers")
    print(f"  {count / wall:8.1f} a second ({wall:.1f} s)")
    print(f"  {1000 * cpu / count:8.1f} ms of CPU each, start and class report included")
    print(
        f"  {watch.main / 1024:8.1f} MB of memory at most, {watch.all / 1024:.1f} MB with workers and guests"
    )
    print(f"{PLAIN} by plain pytest, a process each, real sleeps, two tests of at least eight")
    print(f"  {PLAIN / plain_wall:8.2f} a second; {1000 * plain_cpu / PLAIN:.1f} ms of CPU each")
    print(f"ratio of wall time for each: {plain_wall / PLAIN / (wall / count):.0f}")


if __name__ == "__main__":
    main()

"""What isolation costs: CPU and wall time of grading at each level, measured side by side in one run.

    python tests/benchmarks/isolation.py [ROUNDS] [CLASS]

Run by hand, from the project's folder.  A whole command is measured as a learner waits for it, a class as
an instructor does: CLASS submissions with one grader.  CPU counts every process (this one, bubblewrap,
launcher and guests), so it says more than the wall does on a shared machine.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
LEVELS = ("none", "reduced", "full")
_CLASS = """
import json, resource, sys, time
from grader.catalog import find_root
from grader.grading import prepare
level, count = sys.argv[1], int(sys.argv[2])
exercise = find_root().load("exercise-02")
data = (exercise.key / "exercise.py").read_bytes()
start = time.perf_counter()
with prepare(level) as grader:
    grader.grade(exercise, data, "exercise.py")
    first = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(count):
        assert grader.grade(exercise, data, "exercise.py").outcome == "passed"
    rest = time.perf_counter() - start
print(json.dumps({"first": first, "each": rest / max(1, count)}))
"""


def measure(level: str, count: int) -> tuple[float, dict[str, float]]:
    """Return the CPU seconds of a whole process tree that grades `count` answers, and its own times."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(writer, 1)
        os.chdir(PROJECT)
        os.environ["PYTHONPATH"] = str(PROJECT)
        os.execv(sys.executable, [sys.executable, "-c", _CLASS, level, str(count)])
    os.close(writer)
    with os.fdopen(reader) as said:
        times = json.loads(said.read())
    _, status, usage = os.wait4(pid, 0)
    assert status == 0
    return usage.ru_utime + usage.ru_stime, times


def command(level: str) -> list[str]:
    answer = "solutions/exercise-02/exercise.py"
    return [sys.executable, "-m", "grader", "exercise-02", "--submission", answer, "--isolation", level]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    for level in LEVELS:
        subprocess.run(command(level), check=True, cwd=PROJECT, stdout=subprocess.DEVNULL)
    one: dict[str, list[tuple[float, float]]] = {level: [] for level in LEVELS}
    many: dict[str, list[tuple[float, float]]] = {level: [] for level in LEVELS}
    for _ in range(rounds):
        for level in LEVELS:
            cpu, times = measure(level, 0)
            one[level].append((cpu, times["first"]))
    for _ in range(max(1, rounds // 3)):
        for level in LEVELS:
            cpu, times = measure(level, size)
            many[level].append((cpu / (size + 1), times["each"]))
    print(f"{'':<10}{'one answer':^34}{f'each of {size}':^34}")
    print(f"{'level':<10}" + f"{'CPU':>10}{'/ none':>9}{'wall':>12}   " * 2)
    base = [statistics.median(cpu for cpu, _ in table["none"]) for table in (one, many)]
    for level in LEVELS:
        row = f"{level:<10}"
        for table, least in zip((one, many), base, strict=True):
            cpu, wall = (statistics.median(column) for column in zip(*table[level], strict=True))
            row += f"{cpu * 1000:7.1f} ms{cpu / least:9.2f}{wall * 1000:9.1f} ms   "
        print(row)


if __name__ == "__main__":
    main()

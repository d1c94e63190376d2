"""What a command costs a learner: ratios of whole processes, measured side by side in one run.

    python tests/benchmarks/starting.py [ROUNDS]

Run by hand, from the project's folder, with the interpreter `grade` is installed for.  Wall time on a
shared machine says little; the ratios of medians taken in turn say enough.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
SEQUENTIAL = "await-in-loop.py"


def commands(folder: Path) -> dict[str, list[str]]:
    """Return the commands to compare; the first of each kind is what the others are measured against."""
    (folder / "test_empty.py").write_text("def test_nothing():\n    pass\n")
    python = sys.executable
    answers = PROJECT / "solutions" / "exercise-02"
    grade = [python, "-m", "grader", "exercise-02", "--exit-zero", "--format", "json", "--submission"]
    return {
        "python -c pass": [python, "-c", "pass"],
        "grade --help": [python, "-m", "grader", "--help"],
        "python -m pytest (one empty test)": [python, "-m", "pytest", "-q", str(folder)],
        "grade exercise-02, the solution": [*grade, str(answers / "exercise.py")],
        "grade exercise-02, sequential": [*grade, str(answers / "mutants" / SEQUENTIAL)],
        "grade exercise-02 --format html": [
            *grade[:-2],
            "html",
            "--submission",
            str(answers / "exercise.py"),
        ],
    }


def wall(command: list[str]) -> float:
    environment = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed grader is compiled
    start = time.perf_counter()
    subprocess.run(
        command, check=True, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        table = commands(Path(folder))
        for command in table.values():
            wall(command)  # warm the disk's cache
        times: dict[str, list[float]] = {name: [] for name in table}
        for _ in range(rounds):
            for name, command in table.items():
                times[name].append(wall(command))
    medians = {name: statistics.median(values) for name, values in times.items()}
    bare, pytest = medians["python -c pass"], medians["python -m pytest (one empty test)"]
    print(f"{'':<36} {'median':>9} {'/ bare':>8} {'/ pytest':>9}")
    for name, value in medians.items():
        print(f"{name:<36} {value * 1000:6.0f} ms {value / bare:8.2f} {value / pytest:9.2f}")


if __name__ == "__main__":
    main()

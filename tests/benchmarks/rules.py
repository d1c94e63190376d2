"""What explaining costs: processor time of all rules beside that of the whole grading, in one run.

    python tests/benchmarks/rules.py [ROUNDS]

Run by hand, from the project's folder.  A grading is what the host and its guests use for one answer,
everything loaded; the rules' part is measured inside of it.  The answers are all mutants of the key.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(PROJECT))

from grader import grading  # noqa: E402
from grader.catalog import find_root  # noqa: E402
from grader.judge.rules import finding  # noqa: E402


class Meter:
    """Adds up the processor time of a function's calls."""

    def __init__(self, function):
        self.spent, self._function = 0.0, function

    def __call__(self, *args, **options):
        began = time.process_time()
        try:
            return self._function(*args, **options)
        finally:
            self.spent += time.process_time() - began


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    catalog = find_root(exercises=PROJECT / "exercises")
    answers = sorted((PROJECT / "solutions").glob("*/mutants/*.py"))
    meter = finding.findings = Meter(finding.findings)
    shares = []
    for _ in range(rounds + 1):
        before, meter.spent, began = children(), 0.0, time.process_time()
        with grading.prepare() as grader:
            for path in answers:
                grader.grade(catalog.load(path.parent.parent.name), path.read_bytes(), path.name)
        host = time.process_time() - began
        total = host + children() - before
        shares.append(meter.spent / total)
    shares = shares[1:]  # the first round loads everything
    print(
        f"{len(answers)} answers, {rounds} rounds: {total / len(answers) * 1000:.1f} ms of processor time each,"
    )
    print(
        f"of which the rules took {statistics.median(shares):.1%} (from {min(shares):.1%} to {max(shares):.1%})"
    )


if __name__ == "__main__":
    main()

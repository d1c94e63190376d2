"""A warm worker: reads answers from standard input, grades each in a fork of its own, writes what came of it.

    python -m grader.course.batch.worker ISOLATION AT_LEAST FOLDER

What is the same for every answer is done once: imports, the box, pytest's start, the suite's collection,
the solution's run.  Then the process forks for each answer; the child grades it and ends, so that nothing
of one answer reaches the next.  FOLDER holds the exercises that were sent.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import time
import traceback
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from grader.course.batch import frames
from grader.course.batch.bundle import Bundle, unpack
from grader.course.batch.digest import digest_of
from grader.course.batch.learner_page import learner_page
from grader.grading import Grader, prepare
from grader.model import Exercise, Finding, Level, Report, Traced, Verdict
from grader.report.encoding import run_to_json, to_json
from grader.run.sandbox import IsolationMissing
from grader.sealed import REFERENCE

_NOTHING = b"pass\n"
_FINDING = Finding(
    rule="", level=Level.ESSENTIAL, headline="`x`", line=1, why="*x*", hints=("```py\nx\n```",)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One answer to be graded, as the driver sent it."""

    id: str
    sha256: str
    data: bytes
    name: str
    beside: tuple[str, ...]


@dataclass
class Worker:
    """Grades what it is sent.  kept: an order that has been read and is not done yet."""

    grader: Grader
    orders: IO[bytes]
    answers: IO[bytes]
    folder: Path
    exercises: dict[str, Exercise] = field(default_factory=dict)
    kept: Order | None = None

    def run(self) -> None:
        """Grade until there is nothing more to read."""
        while (order := self._next()) is not None:
            self.kept = order
            self._grade_all(self.exercises[order.sha256], order.sha256)

    def _next(self) -> Order | None:
        """Return the next order, None when the driver has gone."""
        if self.kept is not None:
            order, self.kept = self.kept, None
            return order
        try:
            header, blobs = frames.receive(self.orders)
        except frames.Ended:
            return None
        if len(blobs) > 1 and header["sha256"] not in self.exercises:
            bundle = Bundle(slug=header["exercise"], sha256=header["sha256"], data=blobs[1])
            self.exercises[bundle.sha256] = unpack(bundle, self.folder / bundle.sha256)
        return Order(
            id=header["id"],
            sha256=header["sha256"],
            data=blobs[0],
            name=header["file"],
            beside=tuple(header["beside"]),
        )

    def _grade_all(self, exercise: Exercise, sha256: str) -> None:
        """Grade answers to one exercise, each in a child, until another exercise's comes."""

        def each_in_a_child() -> None:
            gc.collect()
            gc.freeze()  # what is here by now is shared; looking through it would copy it into every child
            while (order := self._next()) is not None and order.sha256 == sha256:
                if (pid := os.fork()) == 0:
                    try:
                        self._grade(exercise, order)
                    finally:
                        os._exit(0)
                _survive(pid)
            self.kept = order

        try:
            self._warm_up(exercise)
            if self.grader.collect(exercise, each_in_a_child) and (order := self._next()) is not None:
                self._grade(exercise, order)  # the suite cannot even be collected; the report says why
        except IsolationMissing as error:
            self._next()
            self._say({"isolation_missing": str(error)}, [])
        except Exception as error:
            self._next()
            self._say(_fault(error), [])

    def _grade(self, exercise: Exercise, order: Order) -> None:
        """Grade an answer and say what came of it."""
        begun = time.perf_counter(), time.process_time()
        try:
            report = self.grader.grade(exercise, order.data, order.name, order.beside)
            header, blobs = _told(order, report, begun)
        except Exception as error:  # ours, whatever it is: the driver says so
            header, blobs = _fault(error), []
        self._say(header, blobs, last=self.grader.renewed)

    def _warm_up(self, exercise: Exercise) -> None:
        """Grade the solution: it loads whatever grading loads, and every report shows its run."""
        assert exercise.key is not None
        kept = exercise.key / REFERENCE
        if kept.is_file():
            return
        solution = exercise.key / exercise.file
        data = solution.read_bytes() if solution.is_file() else _NOTHING
        report = self.grader.grade(exercise, data, exercise.file)
        if report.reference is not None:
            told = run_to_json(Traced(run=report.reference), file=exercise.file)
            kept.write_text(told, encoding="utf-8")
            report = self.grader.grade(exercise, data, exercise.file)  # once more, as children will
        learner_page(replace(report, outcome=Verdict.FAILED, findings=(_FINDING,)))

    def _say(self, header: dict[str, Any], blobs: list[bytes], *, last: bool = False) -> None:
        """Answer the driver.  last: this worker's box has died, so that it is of no more use."""
        try:
            frames.send(self.answers, {**header, "last": last}, blobs)
        except frames.Ended:
            pass  # nobody listens any more; reading will tell


def _survive(pid: int) -> None:
    """Wait for a child; one that did not end in good order leaves the box in a state nobody knows."""
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code != 0:
        os._exit(128 - code if code < 0 else code)


def _fault(error: Exception) -> dict[str, Any]:
    if os.environ.get("GRADE_DEBUG"):
        traceback.print_exception(error)
    return {"fault": f"{type(error).__name__}: {error}"[:500]}


def _told(order: Order, report: Report, begun: tuple[float, float]) -> tuple[dict[str, Any], list[bytes]]:
    text, page = to_json(report), learner_page(report)
    header = {
        "id": order.id,
        "digest": digest_of(report),
        "outcome": str(report.outcome),
        "score": report.score,
        "max_score": report.max_score,
        "level": report.isolation.level,
        "wall_seconds": time.perf_counter() - begun[0],
        "cpu_seconds": time.process_time() - begun[1],
    }
    # Level 1: what is written once and read seldom is not worth more time.
    return header, [zlib.compress(text.encode(), 1), zlib.compress(page, 1)]


def _own_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output for the frames, so that no stray print can get between them."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return orders, answers


def main(isolation: str, at_least: str, folder: str) -> None:
    """Grade until there is nothing more to read."""
    orders, answers = _own_streams()
    try:
        with prepare(isolation, at_least) as grader:
            Worker(grader, orders, answers, Path(folder)).run()
    except OSError as error:  # a full disk, say: the driver sees that this worker is lost
        sys.exit(f"A worker had to stop: {error}")
    shutil.rmtree(folder, ignore_errors=True)  # the driver may have gone without


if __name__ == "__main__":
    main(*sys.argv[1:4])

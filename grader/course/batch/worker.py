"""A warm worker: reads answers from standard input, grades each, writes what came of it.

    python -m grader.course.batch.worker ISOLATION AT_LEAST FOLDER

It ends when its driver closes its input.  FOLDER holds the exercises that were sent to it.
"""

from __future__ import annotations

import os
import sys
import time
import zlib
from pathlib import Path
from typing import IO, Any

from grader.course.batch import frames
from grader.course.batch.bundle import Bundle, unpack
from grader.course.batch.digest import digest_of
from grader.grading import Grader, prepare
from grader.model import Exercise
from grader.report import render
from grader.report.encoding import to_json
from grader.run.sandbox import IsolationMissing

Answer = tuple[dict[str, Any], list[bytes]]


def main(isolation: str, at_least: str, folder: str) -> None:
    """Grade until there is nothing more to read."""
    orders, answers = _own_streams()
    exercises: dict[str, Exercise] = {}
    with prepare(isolation, at_least) as grader:
        while True:
            try:
                header, blobs = frames.receive(orders)
            except frames.Ended:
                return
            answer = _answer(grader, header, blobs, exercises, Path(folder))
            try:
                frames.send(answers, *answer)
            except frames.Ended:
                return


def _own_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Take standard input and output for the frames, so that no stray print can get between them."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return orders, answers


def _answer(
    grader: Grader, header: dict[str, Any], blobs: list[bytes], exercises: dict[str, Exercise], folder: Path
) -> Answer:
    try:
        sha256 = header["sha256"]
        if len(blobs) > 1:
            bundle = Bundle(slug=header["exercise"], sha256=sha256, data=blobs[1])
            exercises[sha256] = unpack(bundle, folder / sha256)
        return _graded(grader, header, blobs[0], exercises[sha256])
    except IsolationMissing as missing:
        return {"isolation_missing": str(missing)}, []
    except Exception as error:  # ours, whatever it is: the driver says so, and the next answer gets its turn
        if os.environ.get("GRADE_DEBUG"):
            import traceback

            traceback.print_exc()
        return {"fault": f"{type(error).__name__}: {error}"[:500]}, []


def _graded(grader: Grader, header: dict[str, Any], data: bytes, exercise: Exercise) -> Answer:
    wall, cpu = time.perf_counter(), time.process_time()
    report = grader.grade(exercise, data, header["file"], header["beside"])
    text, page = to_json(report), render(report, "html")
    told = {
        "id": header["id"],
        "digest": digest_of(report),
        "outcome": str(report.outcome),
        "score": report.score,
        "max_score": report.max_score,
        "level": report.isolation.level,
        "wall_seconds": time.perf_counter() - wall,
        "cpu_seconds": time.process_time() - cpu,
    }
    # Level 1: the ledger is written once and read seldom, and the pages are mostly the same style sheet.
    return told, [zlib.compress(text.encode(), 1), zlib.compress(page.encode("utf-8", "replace"), 1)]


if __name__ == "__main__":
    main(*sys.argv[1:4])

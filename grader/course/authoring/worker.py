"""Grade answers of a key in a process of its own: pytest wants a whole process to itself.

The parent sends an `Assignment` and gets a `Grading`, until it sends None.
"""

from __future__ import annotations

import signal
import time
from contextlib import nullcontext
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from grader.course.authoring.bench import Answer, Grading
from grader.model import Exercise, Schedule

if TYPE_CHECKING:
    from grader.grading import Grader


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An answer to grade.

    schedule: another legal order to grade it in.  key, public: hidden texts by their files' names, and what
    learners may read, to look for leaks.  watch: note the clocks that the suite reads.
    """

    exercise: Exercise
    answer: Answer
    schedule: Schedule | None = None
    watch: bool = False
    key: dict[str, str] | None = None
    public: str = ""


def serve(connection: Connection) -> None:
    """Grade whatever comes over the connection.  An exception goes back as its text."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it, and ends us
    from grader.grading import prepare

    with prepare() as grader:
        try:
            while (assignment := connection.recv()) is not None:
                try:
                    answer: object = grade(grader, assignment)
                except Exception as error:
                    answer = f"{type(error).__name__}: {error}"
                connection.send(answer)
        except (EOFError, OSError):  # the parent has gone
            return


def grade(grader: Grader, assignment: Assignment) -> Grading:
    """Grade one answer, and look for what else was asked."""
    from grader.course.authoring.clocks import watched
    from grader.course.authoring.leaks import leaks
    from grader.report.encoding import to_json
    from grader.sealed import SUITE

    exercise, answer = assignment.exercise, assignment.answer
    assert exercise.key is not None
    watching: Any = watched(exercise.key / SUITE) if assignment.watch else nullcontext(frozenset())
    started = time.process_time()
    with watching as reads:
        report = grader.grade(exercise, answer.data, exercise.file)
    return Grading(
        report=report,
        document=to_json(report),
        cpu_seconds=time.process_time() - started,
        clock_reads=tuple(sorted(reads, key=lambda read: (read.line, read.what))),
        leaks=leaks(report, assignment.key, assignment.public) if assignment.key else (),
    )

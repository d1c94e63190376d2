"""Grade one answer of a key, in a worker process, and look for what else a proof needs."""

from __future__ import annotations

import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.course.authoring.bench import Answer, Grading
from grader.model import Conditions, Exercise, Schedule

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

    def __str__(self) -> str:
        return str(self.answer.path)

    @property
    def subject(self) -> Path:
        return self.answer.path

    @property
    def suite(self) -> Exercise | None:
        return None if self.watch else self.exercise  # a suite may read a clock while it is collected

    def __call__(self, grader: Grader) -> Grading:
        return grade(grader, self)


def grade(grader: Grader, assignment: Assignment) -> Grading:
    """Grade one answer, and look for what else was asked."""
    from grader.course.authoring.clocks import watched
    from grader.course.authoring.leaks import leaks
    from grader.report.encoding import to_json
    from grader.sealed import SUITE

    exercise, answer = assignment.exercise, assignment.answer
    assert exercise.key is not None
    conditions = Conditions()
    if assignment.schedule is not None:  # here only the verdict is asked for
        conditions = Conditions(schedule=assignment.schedule, until_failure=True, explained=False)
    watching: Any = watched(exercise.key / SUITE) if assignment.watch else nullcontext(frozenset())
    started = time.process_time()
    with watching as reads:
        report = grader.grade(exercise, answer.data, exercise.file, conditions=conditions)
    cpu_seconds = time.process_time() - started
    document = to_json(report) if conditions.explained else ""
    return Grading(
        report=report,
        document=document,
        cpu_seconds=cpu_seconds,
        clock_reads=tuple(sorted(reads, key=lambda read: (read.line, read.what))),
        leaks=leaks(document, report.source, assignment.key, assignment.public) if assignment.key else (),
    )

"""The records of a proof: an exercise on the bench, what its answers came to, what is amiss."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from grader.model import Exercise, Report, Schedule
from grader.sealed import SUITE


class Role(StrEnum):
    """What an answer of the key is there for."""

    SOLUTION = "solution"
    STUB = "stub"
    RIGHT = "right"
    MUTANT = "mutant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A file of the exercise or of its key that gets graded."""

    role: Role
    path: Path
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRead:
    """A place where a suite asks for real time."""

    what: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A line of the key that a report shows.  file: the key's, line: in that file."""

    text: str
    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """One grading of one answer.

    document: the report as JSON.  cpu_seconds: what the suite's own process used up.
    clock_reads and leaks: what came to light, where it was looked for.
    """

    report: Report
    document: str
    cpu_seconds: float
    clock_reads: tuple[ClockRead, ...] = ()
    leaks: tuple[Leak, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What all gradings of one answer came to.

    difference: where a repetition was not the same bytes, in words; empty when all were.  cpu_seconds: the
    least that a grading took.  ordered: what came of it in other legal orders.
    """

    answer: Answer
    report: Report
    repeated: int = 0
    difference: str = ""
    cpu_seconds: float = 0.0
    clock_reads: frozenset[ClockRead] = frozenset()
    leaks: tuple[Leak, ...] = ()
    ordered: tuple[tuple[Schedule, Report], ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        """The report on the plain order, then those on the others."""
        return self.report, *(report for _, report in self.ordered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """An exercise with everything a proof looks at.  A text is empty where its file is missing."""

    exercise: Exercise
    readme: str = ""
    stub: str = ""
    suite: str = ""
    rules: frozenset[str] = frozenset()
    trials: tuple[Trial, ...] = ()

    @property
    def suite_path(self) -> Path | None:
        return self.exercise.key / SUITE if self.exercise.key else None

    def of(self, role: Role) -> tuple[Trial, ...]:
        """Return the trials of the answers with one role."""
        return tuple(trial for trial in self.trials if trial.answer.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is amiss with an exercise, and how to mend it.

    warning: worth a look, and no reason to refuse the exercise.
    """

    what: str
    fix: str
    file: Path | None = None
    line: int | None = None
    warning: bool = False


Proof = Callable[[Bench], Iterable[Fault]]

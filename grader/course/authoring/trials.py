"""Decide which gradings an exercise needs, and put together what came of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from grader.course.authoring.bench import Answer, Bench, Grading, Role, Trial
from grader.course.authoring.key import other_answers, solution, text_of
from grader.course.authoring.orders import schedules
from grader.course.authoring.proofs_by_grading import MOST_CPU
from grader.course.authoring.worker import Assignment
from grader.model import Exercise, Schedule, Status, Verdict
from grader.sealed import SUITE


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How thoroughly to prove.

    repeats: gradings of the solution that have to be the same; unless it is 1, wrong answers are graded twice
    as well, as many as it takes to hear twice whatever the checks say.
    schedules: in how many other legal orders to grade the solution and each right answer; None: the solution
    in as many as the exercise asks for, and one right answer in each of these.  seed: which ones.
    """

    repeats: int = 20
    schedules: int | None = None
    seed: int = 0

    def orders(self, exercise: Exercise, number: int) -> tuple[Schedule, ...]:
        """Return the other legal orders for an answer: the solution's (number 0), or a right one's."""
        if self.schedules is not None:
            return schedules(self.schedules, self.seed)
        every = schedules(exercise.verify.schedules, self.seed)
        return every if number == 0 else every[number - 1 : number]


class Trials:
    """The gradings of one exercise: hands out assignments, takes gradings.

    The solution goes first: a suite that fails or drags on with it would do so with every answer.
    """

    def __init__(self, bench: Bench, plan: Plan) -> None:
        self._bench, self._plan = bench, plan
        self._taken: dict[Path, _Taken] = {}
        self._open = 0
        self._heard: set[tuple[str, str]] = set()

    def first(self) -> Assignment:
        """Return the assignment to begin with."""
        self._open = 1
        return self._searched(solution(self._bench.exercise))

    def take(self, assignment: Assignment, grading: Grading) -> list[Assignment]:
        """Note a grading; return what is to be graded next."""
        answer = assignment.answer
        if not self._taken:
            more = self._rest(answer) if _is_usable(grading) else []
        else:
            more = self._again(answer, grading) if answer.path not in self._taken else []
        self._open += len(more) - 1
        self._taken.setdefault(answer.path, _Taken(answer)).add(assignment, grading)
        return more

    @property
    def are_complete(self) -> bool:
        """Whether every assignment has come back."""
        return self._open == 0

    def bench(self) -> Bench:
        """Return the exercise with what its answers came to."""
        roles = list(Role)
        trials = sorted(
            (taken.trial() for taken in self._taken.values()),
            key=lambda trial: (roles.index(trial.answer.role), trial.answer.path),
        )
        return replace(self._bench, trials=tuple(trials))

    def _rest(self, first: Answer) -> list[Assignment]:
        exercise, repeats = self._bench.exercise, self._plan.repeats
        others = other_answers(exercise)
        passing = [first, *(answer for answer in others if answer.role is Role.RIGHT)]
        return [
            Assignment(exercise=exercise, answer=first, watch=True),
            *map(self._first_of, others),
            *(Assignment(exercise=exercise, answer=first) for _ in range(repeats - 2)),
            *(
                Assignment(exercise=exercise, answer=answer, schedule=schedule)
                for number, answer in enumerate(passing)
                for schedule in self._plan.orders(exercise, number)
            ),
        ]

    def _again(self, answer: Answer, grading: Grading) -> list[Assignment]:
        """Have an answer graded twice when its checks say something that no answer before it has heard.

        What passes shows titles only, and is graded again in another order anyway.
        """
        if answer.role is Role.RIGHT or self._plan.repeats < 2:
            return []
        said = {(check.id, check.advice) for check in grading.report.checks if check.status is Status.FAILED}
        new, self._heard = said - self._heard, self._heard | said
        return [Assignment(exercise=self._bench.exercise, answer=answer)] if new or not said else []

    def _first_of(self, answer: Answer) -> Assignment:
        # What passes shows titles only, the solution's as well as any.
        passes = answer.role is Role.RIGHT
        return Assignment(exercise=self._bench.exercise, answer=answer) if passes else self._searched(answer)

    def _searched(self, answer: Answer) -> Assignment:
        """Return an assignment that also looks for lines of the key in the report."""
        exercise, bench = self._bench.exercise, self._bench
        assert exercise.key is not None
        hidden = {SUITE: bench.suite, exercise.file: text_of(exercise.key / exercise.file)}
        return Assignment(exercise=exercise, answer=answer, key=hidden, public=bench.readme + bench.stub)


def _is_usable(grading: Grading) -> bool:
    return grading.report.outcome is not Verdict.FAULT and grading.cpu_seconds <= MOST_CPU


@dataclass(slots=True)
class _Taken:
    """The gradings of one answer, as they come in: in any order."""

    answer: Answer
    plain: list[Grading] = field(default_factory=list)
    watched: list[Grading] = field(default_factory=list)
    ordered: list[tuple[Schedule, Grading]] = field(default_factory=list)

    def add(self, assignment: Assignment, grading: Grading) -> None:
        if assignment.schedule is not None:
            self.ordered.append((assignment.schedule, grading))
        else:
            (self.watched if assignment.watch else self.plain).append(grading)

    def trial(self) -> Trial:
        first, *again = [*self.plain, *self.watched]
        return Trial(
            answer=self.answer,
            report=first.report,
            repeated=len(again),
            difference=next(filter(None, (difference(first.document, one.document) for one in again)), ""),
            cpu_seconds=min(grading.cpu_seconds for grading in self.plain),
            clock_reads=frozenset(read for one in self.watched for read in one.clock_reads),
            leaks=tuple(leak for one in self.plain for leak in one.leaks),
            ordered=tuple((schedule, one.report) for schedule, one in self.ordered),
        )


def difference(one: str, other: str) -> str:
    """Return where two reports differ first, in words; nothing when they are the same."""
    if one == other:
        return ""
    field_ = ""
    for left, right in zip_longest(one.splitlines(), other.splitlines(), fillvalue=""):
        if left.startswith(' "'):
            field_ = left.split('"')[1]
        if left != right:
            return f"{field_}: {_around(left, right)} and {_around(right, left)}"
    return "their lines end differently"


def _around(line: str, other: str) -> str:
    start = next((place for place, (a, b) in enumerate(zip(line, other, strict=False)) if a != b), 0)
    return f"…{line[max(start - 20, 0) : start + 20]}…"

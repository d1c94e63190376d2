"""Worker processes: what they are given, and what is said when one fails."""

from collections import deque
from pathlib import Path
from typing import Any

import pytest

from grader.course.authoring.bench import Answer, Role
from grader.course.authoring.worker import Assignment
from grader.course.workers import WorkerFailed, Workers
from grader.model import Exercise

from .conftest import Planted


def assignment(name: str) -> Assignment:
    exercise = Exercise(slug="exercise-21", title="T", summary="S", folder=Path("exercise-21"))
    return Assignment(exercise=exercise, answer=Answer(role=Role.RIGHT, path=Path(name), data=b""))


def test_an_answer_is_graded_again_by_another_worker_where_there_is_one() -> None:
    workers, queue = Workers(2), deque(map(assignment, ["a", "a", "b", "b"]))
    one: Any = "one"
    other: Any = "other"
    given = [(who, workers._next_for(who, queue).answer.path.name) for who in (one, one, other, other)]
    assert given == [("one", "a"), ("one", "b"), ("other", "a"), ("other", "b")]


def test_a_worker_without_another_takes_what_is_left() -> None:
    workers, queue = Workers(1), deque(map(assignment, ["a", "a"]))
    one: Any = "one"
    assert [workers._next_for(one, queue).answer.path.name for _ in "12"] == ["a", "a"]


def test_what_goes_wrong_in_a_worker_is_told_with_the_answer_it_was_about() -> None:
    with (
        Workers(1) as workers,
        pytest.raises(WorkerFailed, match=r"answer\.py could not be graded: AssertionError"),
    ):
        list(workers.carry_out(deque([assignment("answer.py")])))


def test_a_worker_that_dies_is_told_and_leaves_nothing_running(planted: Planted) -> None:
    text = planted.suite.read_text(encoding="utf-8")
    planted.suite.write_text(text + "\nimport os\nos._exit(3)\n", encoding="utf-8")
    path = planted.key / "exercise.py"
    answer = Answer(role=Role.SOLUTION, path=path, data=path.read_bytes())
    with Workers(1) as workers:
        with pytest.raises(WorkerFailed, match="the worker ended with 3"):
            list(workers.carry_out(deque([Assignment(exercise=planted.exercise, answer=answer)])))
        (process,) = workers._processes.values()
    assert not process.is_alive()

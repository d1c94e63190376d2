"""Grade the solution before anybody's answer: a suite it does not pass would wrong the whole class."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from grader.course.batch.errors import BatchFault
from grader.course.batch.executors import Pool
from grader.course.batch.task import TRIES, Graded, Task, WrongGrader, grade_task
from grader.model import Exercise, Report, Status
from grader.report.encoding import from_json
from grader.run.sandbox import IsolationMissing


def grade_solution(exercise: Exercise, task: Callable[[bytes, str], Task], pool: Pool) -> None:
    """Raise BatchFault when the exercise's own solution does not pass here, IsolationMissing as it comes."""
    solution = exercise.key / exercise.file if exercise.key else None
    if solution is None or not solution.is_file():
        return
    graded = _graded(task(solution.read_bytes(), "solution"), pool)
    if graded.outcome != "passed":
        report = from_json(zlib.decompress(graded.report).decode())
        raise BatchFault(
            f"The solution of {exercise.slug} does not pass its own suite here, so nothing was graded.\n"
            f"{_why(report)}\nTo see it all: grade {exercise.slug} --submission {solution}"
        )


def _graded(task: Task, pool: Pool) -> Graded:
    for last in (False,) * (TRIES - 1) + (True,):
        try:
            return pool.executor.submit(grade_task, task).result()
        except (IsolationMissing, WrongGrader):
            raise
        except Exception as error:  # the worker's, the suite's or the engine's: nobody's answer
            pool.interrupted()  # which may know more about it
            if last:
                why = str(error) or type(error).__name__
                raise BatchFault(
                    f"No worker could grade the solution, so nothing was graded: {why}."
                ) from None
    raise AssertionError("unreachable")


def _why(report: Report) -> str:
    if report.problem is not None:
        return report.problem.details or report.problem.headline
    failed = next((check for check in report.checks if check.status is not Status.PASSED), None)
    return f"{failed.id}: {failed.fact}" if failed is not None else ""

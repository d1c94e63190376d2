"""Ask a trace how things ended: tasks nobody waited for, errors and the lines they came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.judge.trace import Trace
from grader.judge.trace_tasks import run_error
from grader.model import Place, RunError, TaskRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A task ended with an error.  place: the innermost line of the learner's; way: all, from there out."""

    task: TaskRecord
    error: RunError
    place: Place | None
    way: tuple[Place, ...]


def left_alone(trace: Trace) -> tuple[TaskRecord, ...]:
    """The tasks that were still alive when the main task had ended, and that nobody had waited for."""
    left = (trace.task(number) for number in trace.pending)
    return tuple(task for task in left if task is not None and not task.awaited)


def made_at(trace: Trace, task: TaskRecord) -> Place | None:
    """Where the task was made."""
    life = trace.recording.lives.get(task.id)
    return trace.recording.place(life.at) if life is not None else None


def failures(trace: Trace) -> Iterator[Failure]:
    """Every task that ended with an error while the run still counted."""
    recording = trace.recording
    for task in trace.tasks:
        life = recording.lives[task.id]
        if task.how == "raised" and life.error is not None and (error := run_error(life.error, recording)):
            way = tuple(
                recording.places[number]
                for number in life.error.get("at") or ()
                if number in recording.places
            )
            yield Failure(task=task, error=error, place=way[0] if way else None, way=way)


def raised_on(trace: Trace, first: int, last: int) -> RunError | None:
    """The error that a task ended with and whose innermost learner's line is one of these."""
    for failure in failures(trace):
        if failure.place is not None and first <= failure.place.line <= last:
            return failure.error
    error = trace.run.error
    return error if error is not None and error.line is not None and first <= error.line <= last else None

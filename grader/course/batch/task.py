"""One submission to be graded, as any `concurrent.futures.Executor` can carry it.

`grade_task` is the one function every engine runs, in a thread of this process, in another process or on
another machine.  A task describes itself: the exercise travels in it, packed, a few kB.

Lost         no result, and nobody knows why: the worker was killed, or said nothing for too long
WorkerFault  no result: the grader raised
WrongGrader  no result: another version of the grader was asked
"""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field

from grader import __version__
from grader.course.batch.bundle import Bundle

TRIES = 3
"""How often a submission may cost a worker, or end in a fault, before it is left to a person."""
PATIENCE = 900.0
"""Real seconds without a word after which a worker counts as lost; runs have limits far below it."""


class Lost(Exception):
    """The worker that graded a submission has gone.  Never the learner's failure; the text says how."""


class WorkerFault(Exception):
    """The grader raised, and lives.  The text is for the instructor."""


class WrongGrader(Exception):
    """A worker has another version of the grader than the batch.  It says nothing about the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An answer's bytes and all it takes to grade them; no name, no platform's id.

    scratch: a folder of ours that exists where the task runs; None makes one among the temporary files.
    elsewhere: it may run in another process than the batch, or on another machine.
    """

    id: str
    data: bytes = field(repr=False)  # engines write what they are given into their logs
    file: str
    beside: tuple[str, ...]
    bundle: Bundle = field(repr=False)
    isolation: str = "auto"
    at_least: str = "reduced"
    scratch: str | None = None
    patience: float = PATIENCE
    elsewhere: bool = False
    version: str = __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What came of a task.  report, page: JSON and HTML, compressed (zlib).  digest: for the class report."""

    id: str
    report: bytes = field(repr=False)
    page: bytes = field(repr=False)
    digest: str
    outcome: str
    score: int
    max_score: int
    level: str
    wall_seconds: float
    cpu_seconds: float


def grade_task(task: Task) -> Graded:
    """Grade one submission in a warm worker of this process, started if none is idle.

    Raises Lost, WorkerFault, WrongGrader, IsolationMissing.
    """
    from grader.course.batch.workers import shared  # what unpickles a task need not start anything
    from grader.run.sandbox import IsolationMissing

    if task.version != __version__:
        raise WrongGrader(f"{_place()} has version {__version__} of the grader, the batch {task.version}")
    try:
        return shared().grade(task)
    except IsolationMissing as error:
        raise IsolationMissing(f"{_place()}: {error}" if task.elsewhere else str(error)) from None


def _place() -> str:
    """Name this process so that somebody can find it."""
    return f"The worker on {platform.node()} (process {os.getpid()})"

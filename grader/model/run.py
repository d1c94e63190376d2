"""One execution of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Event = Mapping[str, Any]
"""One recorded instant, as the guest sent it and the wire checked it (`grader.run.wire`)."""


class Outcome(StrEnum):
    """How a run ended."""

    FINISHED = "finished"
    RAISED = "raised"
    DEADLOCKED = "deadlocked"
    STUCK = "stuck"
    EXITED = "exited"
    KILLED = "killed"
    NOT_LOADED = "not loaded"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A legal order of events other than the plain one (design: hidden schedules).

    stagger: virtual seconds added to the k-th task's equal sleeps, k times over; negative shortens.
    set_order: in which order sets of tasks iterate, "created" or "reversed".
    seed: seed of the guest's `random` module.
    ties: seed of the order in which deadlines of the same instant come; 0: in the order they were set.
    """

    stagger: float = 0.0
    set_order: str = "created"
    seed: int = 0
    ties: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How a hidden suite is run.

    schedule: holds for every run whose test does not ask for another one.  chance: a text from which the
    suite's random parts follow instead of from the answer, to compare two answers' runs.
    until_failure: look at no further test once one has failed.  explained: the report says why, not only
    what.
    """

    schedule: Schedule = field(default_factory=Schedule)
    chance: str = ""
    until_failure: bool = False
    explained: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RunError:
    """An exception of the learner's program, as plain data.

    bases: names of its classes, most derived first, `type` included.  exceptions: the members
    of an exception group.  line: the innermost line of the learner's file.  traceback: Python's
    own text, learner frames only.
    """

    type: str
    message: str
    bases: tuple[str, ...] = ()
    line: int | None = None
    function: str | None = None
    traceback: str = ""
    exceptions: tuple[RunError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opaque:
    """A value that is not plain data: a task, a coroutine, an object of the learner's own class."""

    type: str
    text: str
    awaitable: bool = False

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.type}>" if self.awaitable else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution of a submission.

    call: as a learner would write it, `main()`.  kind: what calling the target gave, "coroutine",
    "awaitable" or "value".  elapsed: virtual seconds from the call to its end, measured by the
    host's clock.  reason: for stuck, killed and exited runs, what happened in one word
    ("livelock", "cpu-limit", "signal SIGSEGV" ...).  paced: real time had to pass, because
    something outside the process was waited for.
    """

    call: str
    outcome: Outcome
    elapsed: float
    value: Any = None
    kind: str | None = None
    error: RunError | None = None
    reason: str | None = None
    stdout: str = ""
    stderr: str = ""
    paced: bool = False
    schedule: Schedule = field(default_factory=Schedule)
    events: tuple[Event, ...] = ()

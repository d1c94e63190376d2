"""What the events of a run tell."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model.run import RunError


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A span of source text.  Lines count from 1, columns from 1; the end column is exclusive."""

    file: str
    line: int
    function: str
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A task stood still at `place` from `start` to `end`, waiting for `label` (kind `on`).

    stack: the learner's frames, outermost first; the last one is `place`.  tasks: numbers of
    the tasks waited for, where it waited for tasks.
    """

    start: float
    end: float
    on: str
    label: str
    place: Place | None = None
    stack: tuple[Place, ...] = ()
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRecord:
    """One task's life.

    made_by: number of the task that made it, None for the program's own start.  via: the asyncio
    function it was made with ("create_task", "gather", "TaskGroup", "run" ...).  line: where.
    how: "returned", "raised", "cancelled", or "left" (still alive when the call had ended).
    awaited: somebody waited for it or took it after it was done.
    """

    id: int
    name: str
    coroutine: str
    created: float
    made_by: int | None = None
    via: str | None = None
    line: int | None = None
    started: float | None = None
    ended: float | None = None
    how: str = "left"
    value: str | None = None
    error: RunError | None = None
    awaited: bool = False
    waits: tuple[Wait, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """The event loop stood still: nothing else could run from `start` to `end`."""

    start: float
    end: float
    what: str
    task: int | None = None
    place: Place | None = None

    @property
    def seconds(self) -> float:
        return round(self.end - self.start, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverAwaited:
    """A coroutine that was made and never run; `place` is where it was made."""

    name: str
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a lane.  state: "not started", "waiting", "ready" (could run, but the loop was
    blocked), "blocked" (it blocks the loop), "thread" (a thread at work or asleep)."""

    start: float
    end: float
    state: str
    label: str = ""
    line: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One row of a timeline.

    kind: "task", "coroutine" (awaited inside a task, not a task of its own), "thread", or "call"
    (a collaborator of the host).  note: one line of small print ("task, made on line 12").
    ended: None when it was still alive at the end.  runs: instants at which its code ran.
    """

    id: str
    kind: str
    name: str
    note: str = ""
    created: float = 0.0
    started: float | None = None
    ended: float | None = None
    how: str = "left"
    spans: tuple[Span, ...] = ()
    runs: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InFlight:
    """How many of the program's waits overlapped between two instants."""

    start: float
    end: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What ran when, ready to be drawn.  `hidden` counts lanes left out because there were too many."""

    duration: float
    lanes: tuple[Lane, ...] = ()
    in_flight: tuple[InFlight, ...] = ()
    hidden: int = 0

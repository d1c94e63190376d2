"""The small records with which a trace answers, beside those of `grader.model`."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import Place, RunError


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One time the body of a coroutine function ran, or a collaborator of the host was awaited.

    name: the call in few words.  args: its arguments, as Python would write them.  task: number of
    the task it ran in.  own_task: the task was made of this very call.  place: where it was
    awaited, or its task made.  defined: where its function is.  end: when it was over, or the end
    of the run when it never was (`finished` is False then).
    """

    start: float
    end: float
    function: str
    name: str
    args: str
    task: int
    finished: bool
    own_task: bool = False
    place: Place | None = None
    defined: Place | None = None

    @property
    def seconds(self) -> float:
        return round(self.end - self.start, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """Somebody asked, `at` seconds, that a task be cancelled.  by: the asking task's number."""

    at: float
    task: int
    by: int | None = None
    via: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayError:
    """An exception nobody took, or something else that asyncio complained about.

    what: "exception never retrieved", "destroyed pending", "callback" ...
    """

    at: float
    what: str
    task: int | None = None
    error: RunError | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Text that appeared on `stream` ("stdout" or "stderr"), `at` seconds."""

    at: float
    stream: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTime:
    """How often, and for how many seconds in all, tasks stood still on a line.

    blocked: seconds of it in which the line kept the event loop from running anything else.
    """

    file: str
    line: int
    times: int
    waited: float
    blocked: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadWait:
    """A thread stood still from `start` to `end` seconds, in `what`."""

    start: float
    end: float
    what: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRecord:
    """One thread.  ended: None when it was still alive.  place: where it was started."""

    id: int
    name: str
    function: str
    started: float
    ended: float | None = None
    place: Place | None = None
    waits: tuple[ThreadWait, ...] = ()

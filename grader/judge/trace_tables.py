"""The tables that a trace is read into: tasks, their waits, blocks, threads, in nanoseconds.

Internal to the package: `Trace` answers with the records of `grader.model` and `trace_records`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.model import Event, Place

NS = 1_000_000_000
Frame = tuple[int, int | None]
"""A learner frame on a task's stack: number of its place, number of its coroutine if it is one."""


def in_seconds(ns: int) -> float:
    """Return nanoseconds as seconds, exact to the nanosecond."""
    return round(ns / NS, 9)


@dataclass(slots=True)
class Coro:
    """A coroutine or async generator of the learner's: its function, its arguments as text."""

    id: int
    name: str
    args: str
    place: Place | None


@dataclass(slots=True)
class Stand:
    """A task stood still; end is None while it still does.  frames: outermost first."""

    start: int
    on: Mapping[str, Any]
    frames: tuple[Frame, ...]
    end: int | None = None
    after: str = ""
    by: int | None = None  # the task whose end woke it, where the loop knew
    cancelled: bool = False  # a call of the host's goes on after it, until the host's side has ended
    first: int = 0  # numbers of the events it began and ended with: what came first within one instant
    last: int | None = None


@dataclass(slots=True)
class Life:
    """One task, as far as the events tell."""

    id: int
    created: int
    name: str
    coroutine: str
    coro: int | None
    by: int | None
    via: str | None
    at: tuple[int, ...]
    started: int | None = None
    ended: int | None = None
    how: str = "left"
    value: str | None = None
    error: Mapping[str, Any] | None = None
    left_at: int | None = None  # it was still alive when the loop's main task had ended
    stands: list[Stand] = field(default_factory=list)
    cancels: list[int] = field(default_factory=list)
    outermost: set[int | None] = field(default_factory=set)
    first: int = 0  # numbers of the events it was made and ended with
    last: int | None = None

    @property
    def own(self) -> int | None:
        """The coroutine the task is made of; within a coroutine of asyncio's, the outermost one seen."""
        if self.coro is None and len(self.outermost) == 1:
            return next(iter(self.outermost))
        return self.coro

    @property
    def housekeeping(self) -> bool:
        """Whether it is asyncio's own affair: accepting a connection, closing an async generator."""
        inner = self.coroutine.rpartition(".")[2].startswith("_")
        return self.coro is None and (self.via == "asyncgen" or (inner and self.own is None))


@dataclass(slots=True)
class Block:
    """A thread that runs a loop stood still.  frames: innermost first."""

    start: int
    end: int
    what: str
    task: int | None
    frames: tuple[Frame, ...]


@dataclass(slots=True)
class Thread:
    """A thread of the program's.  at: where it was started; waits: (start, end, what, places)."""

    id: int
    name: str
    function: str
    by: int | None
    at: tuple[int, ...]
    started: int
    ended: int | None = None
    waits: list[tuple[int, int, str, tuple[int, ...]]] = field(default_factory=list)

    @property
    def housekeeping(self) -> bool:
        """Whether asyncio started it for its own ends."""
        return self.function.startswith(("BaseEventLoop.", "ThreadedChildWatcher."))


@dataclass(slots=True)
class Recording:
    """Everything read.  The lists hold events, or (instant, ...) tuples, in the order they came."""

    import_ns: int = 0
    import_tasks: int = 0
    last_ns: int = 0
    places: dict[int, Place] = field(default_factory=dict)
    coros: dict[int, Coro] = field(default_factory=dict)
    lives: dict[int, Life] = field(default_factory=dict)
    threads: dict[int, Thread] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    mains: list[tuple[int, int | None]] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)
    taken: list[tuple[int, int | None]] = field(default_factory=list)
    cancels: list[tuple[int, Event]] = field(default_factory=list)
    errors: list[tuple[int, Event]] = field(default_factory=list)
    never: list[Event] = field(default_factory=list)
    printed: list[tuple[int, str, str]] = field(default_factory=list)
    paced: list[str] = field(default_factory=list)
    stuck: Event | None = None
    dropped: int = 0

    def place(self, ids: Sequence[int]) -> Place | None:
        """Return the first known place of `ids`."""
        return next((self.places[i] for i in ids if i in self.places), None)

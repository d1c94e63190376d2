"""Who takes part in the run, and what each one waits for.

Every thread is an `Actor`.  One of them holds the baton and runs; the others stand at their gates
or wait for something, which is a `Waiter`.
"""

from __future__ import annotations

import _thread
import heapq
import random
from collections.abc import Callable
from enum import Enum
from typing import Protocol

_allocate_lock = _thread.allocate_lock  # the real one: `locks` replaces the name


class State(Enum):
    """What an actor is doing."""

    READY = "ready"  # could run, and stands in line for the baton
    GRANTED = "granted"  # has been given the baton, but the system has not let it run yet
    RUNNING = "running"
    WAITING = "waiting"
    EXTERNAL = "external"  # blocked in the real world, without the baton
    DONE = "done"


class Watch(Protocol):
    """Real descriptors that may end a wait."""

    def pollable(self) -> list[tuple[int, int]]:
        """Descriptors and `select.poll` masks to poll; empty when there is nothing real to wait for."""

    def members(self) -> list[int]:
        """The descriptors whose other ends matter: do they lead out of this process?"""


class Waiter:
    """One reason to stand still, and how it ended.

    done: ended; woken: by somebody rather than by its deadline; stuck: it was found that it never ends.
    loop: the event loop that is idle, when that is what is waited in.
    ring: called, on the main thread, when the deadline comes; nobody waits for an alarm.
    """

    __slots__ = ("actor", "done", "loop", "ring", "stuck", "target", "watch", "what", "woken")

    def __init__(
        self,
        what: str = "",
        *,
        loop: object = None,
        target: object = None,
        watch: Watch | None = None,
        ring: Callable[[], object] | None = None,
    ) -> None:
        self.what, self.loop, self.target, self.watch, self.ring = what, loop, target, watch, ring
        self.actor: Actor | None = None
        self.done = self.woken = False
        self.stuck: str | None = None


class Actor:
    """A thread of the program, as the clock sees it."""

    __slots__ = (
        "arrived",
        "brief",
        "gate",
        "inside",
        "joiners",
        "name",
        "native",
        "outside",
        "state",
        "thread",
        "tid",
        "waiter",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        self.tid = self.native = 0
        self.thread: object = None
        self.gate = _allocate_lock()
        self.gate.acquire()  # whoever grants the baton releases it
        self.arrived = _allocate_lock()
        self.arrived.acquire()  # released by the actor's thread, once
        self.state = State.READY
        self.waiter: Waiter | None = None
        self.joiners: list[Waiter] = []
        self.inside = 0  # how often it has entered the clock's critical section
        self.brief = False  # it waits for something real that comes by itself, and soon
        self.outside = False  # it said itself that it is out in the real world

    def arrive(self) -> None:
        """Take note of the real thread that plays this actor (called in it)."""
        self.tid = _thread.get_ident()
        self.native = _thread.get_native_id()


Place = tuple[float, int]


class Ties:
    """Places among the deadlines of one instant: the order in which they were set, or a seeded one.

    asyncio calls that order undefined.  With a clock that ticks every few milliseconds, five equal
    sleeps on the stock loop do end in the order 0 2 4 1 3.
    """

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed).random if seed else None
        self._count = 0

    def place(self) -> Place:
        """Return the place of the next deadline."""
        self._count += 1
        return (self._draw() if self._draw else 0.0, self._count)


class Timers:
    """Deadlines; those of one instant come in the order that `ties` gives them."""

    def __init__(self, ties: Ties) -> None:
        self._heap: list[tuple[int, Place, Waiter]] = []
        self._ties = ties

    def push(self, when: int, waiter: Waiter) -> None:
        heapq.heappush(self._heap, (when, self._ties.place(), waiter))

    def earliest(self) -> int | None:
        """Tell the first deadline that still matters."""
        while self._heap and self._heap[0][2].done:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def pop_due(self, now: int) -> Waiter | None:
        """Take out the next waiter whose deadline has come."""
        when = self.earliest()
        return heapq.heappop(self._heap)[2] if when is not None and when <= now else None

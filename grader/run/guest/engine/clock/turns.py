"""Whose turn it is, and when time passes.

Every thread is an actor.  Exactly one actor runs at a time: it holds the baton, and gives it up only
where it waits (a sleep, a lock, an idle loop) or ends.  Time stands still while anybody can run.
When nobody can, the authority is asked what time it is next; alone, that is the earliest deadline.
If there is none, and nothing real to wait for, nothing can ever happen again: a deadlock, at once.

Whole nanoseconds, and nothing but `_thread` locks, so that `threading` can stand on top of it.
The mutex guards every change of state.  Code under it must not be left by an exception: handlers of
signals are put off while a frame of the clock is on the stack (see `signals`), and what a finalizer
does in the middle of it is kept for later (`_late`).
"""

from __future__ import annotations

import _thread
from collections import deque
from collections.abc import Callable
from types import FrameType
from typing import Protocol

from ..settings import Settings
from ..stuck import Stuck
from .actors import Actor, State, Ties, Timers, Waiter

_LOOK = 0.02  # real seconds after which those who wait look whether somebody is stuck in the real world


class Authority(Protocol):
    """Who decides what time it is."""

    def advance(self, when: int | None, /) -> int | None:
        """Say what time it is now that nothing can run before `when`; None: nothing will ever happen."""


class Alone:
    """No host: time simply jumps to the next deadline."""

    def advance(self, when: int | None, /) -> int | None:
        return when


class Observer(Protocol):
    """Who is told what the clock notices."""

    def stood_still(self, waiter: Waiter, since: int, frame: FrameType) -> None:
        """Take note that a thread has waited, and time has moved."""

    def stuck(self, kind: str, waiter: Waiter | None) -> Stuck:
        """Report that nothing goes on; the answer is raised in the calling thread."""

    def paced(self, why: str) -> None:
        """Take note that from here on real time leaks in."""

    def step(self) -> object:
        """Identify what runs now (a task), to tell one that polls from many that look once."""


class Turns:
    """The baton, the line of those who want it, and the deadlines of those who sleep."""

    def __init__(self, observer: Observer) -> None:
        self.now = self.start = self.end = 0
        self.authority: Authority = Alone()
        self.observer = observer
        self.main = Actor("main")
        self.main.state = State.RUNNING
        self.actors: dict[int, Actor] = {}
        self.current: Actor | None = self.main
        self.deferred: deque[Callable[[], object]] = deque()  # to be run on the main thread
        self._mutex = _thread.allocate_lock()
        self._timers = Timers(Ties(0))
        self._line: deque[Actor] = deque()  # those who stand in line for the baton
        self._late: deque[Waiter] = deque()
        self._leaving: deque[Actor] = deque()  # retired, but not quite gone
        self.see_off: Callable[[Actor], object] = str  # waits until such a one is gone; set by `threads`
        self._external = 0  # how many are out in the real world
        self._reads = 0  # of the clock, since time has moved
        self.parked = 0  # how often somebody has given up the baton

    def set_going(self, settings: Settings, authority: Authority | None) -> None:
        """Start the clock.  The calling thread is the main one, and has the baton."""
        self.now = self.start = settings.start_ns
        self.end = settings.start_ns + settings.virtual_ns
        self.authority = authority or self.authority
        self._timers = Timers(Ties(settings.ties))
        self.main.arrive()
        self.actors[self.main.tid] = self.main

    # ---- the critical section ----------------------------------------------------------------

    def _enter(self, actor: Actor) -> None:
        actor.inside += 1  # first: a finalizer may run as soon as the mutex is taken
        self._mutex.acquire()

    def _leave(self, actor: Actor) -> None:
        self._settle_late()
        self._mutex.release()
        actor.inside -= 1

    def _settle_late(self) -> None:
        while self._late:
            self._wake(self._late.popleft())

    # ---- waiting (the mutex is held, except in `_gate`) -------------------------------------------

    def _park(self, actor: Actor, waiter: Waiter, until: int | None) -> None:
        """Give up the baton, and stand at the gate until it comes back (takes the mutex itself)."""
        self.parked += 1
        self._enter(actor)
        try:
            if actor.state is State.EXTERNAL:
                self._pace()
                self._external -= 1
            if waiter.done:
                actor.state = State.READY
                self._line.append(actor)
            else:
                waiter.actor, actor.waiter, actor.state = actor, waiter, State.WAITING
                if until is not None:
                    self._timers.push(max(until, self.now), waiter)
            if self.current is actor or self.current is None:
                self.current = None
                self._next()
        finally:
            self._leave(actor)
        self._gate(actor)
        actor.waiter = None

    def _wake(self, waiter: Waiter, *, timed_out: bool = False) -> bool:
        if waiter.done:
            return False
        waiter.done, waiter.woken = True, not timed_out
        actor = waiter.actor
        if actor is not None and actor.waiter is waiter:
            self._ready(actor)
        return True

    def _ready(self, actor: Actor) -> None:
        if actor.state is State.WAITING:
            actor.state = State.READY
            self._line.append(actor)

    def _gate(self, actor: Actor) -> None:
        """Really wait for the baton, having an eye on a holder who has gone out into the real world."""
        while not actor.gate.acquire(True, _LOOK):
            self._enter(actor)
            try:
                self._look_around(actor)
            finally:
                self._leave(actor)
        actor.state = State.RUNNING
        while self._leaving:
            self.see_off(self._leaving.popleft())

    # ---- whose turn ----------------------------------------------------------------------------

    def _next(self) -> None:
        """Hand the baton to the first in line, letting time pass until there is one."""
        while True:
            self._settle_late()
            if self._line:
                actor = self._line.popleft()
                actor.state, self.current = State.GRANTED, actor
                actor.gate.release()
                return
            # While somebody is out in the real world, time passes by itself (`pacing`).
            if self._external or not any(a.state is State.WAITING for a in self.actors.values()):
                return
            when = self._timers.earliest()
            if self._ask_the_world(when):
                continue
            if verdict := self._pass_time(when):
                self._stick(verdict)

    def _pass_time(self, when: int | None) -> str | None:
        """Let the authority say what time it is; name what is wrong if there is no time left."""
        to = self.authority.advance(when)
        if to is None:
            return "deadlock"
        if to > self.end:
            self.now = self.end
            return "virtual-time-limit"
        if to > self.now:
            self.now, self._reads = to, 0
        while (waiter := self._timers.pop_due(self.now)) is not None:
            if waiter.ring is None:
                self._wake(waiter, timed_out=True)
            elif self._wake(waiter):
                self.interrupt(waiter.ring)
        return None

    def interrupt(self, ring: Callable[[], object]) -> None:
        """Have something called on the main thread as soon as it gets the baton (mutex held)."""
        self.deferred.append(ring)
        self._ready(self.main)

    def _stick(self, verdict: str) -> None:
        """Choose who is to hear that nothing goes on: the main thread, if it waits, as it ends all."""
        # What the authority has answered together with the time may have woken some already.
        standing = (State.WAITING, State.READY)
        waiting = [a for a in self.actors.values() if a.state in standing and a.waiter is not None]
        with_loop = [a for a in waiting if a.waiter is not None and a.waiter.loop is not None]
        victim = self.main if self.main in waiting else (with_loop or waiting)[0]
        assert victim.waiter is not None
        victim.waiter.stuck = verdict
        self._wake(victim.waiter)

    # ---- the real world, of which this class knows nothing (`pacing`) ------------------------------

    def _ask_the_world(self, when: int | None) -> bool:
        """Before time jumps, see whether something real happens; tell whether anything changed."""
        return False

    def _pace(self) -> None:
        """Move the clock by the real time that has passed."""

    def _look_around(self, actor: Actor) -> None:
        """Do, for an actor at its gate, what nobody who runs would do."""

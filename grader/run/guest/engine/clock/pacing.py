"""Turns in a real world: sockets, children, and threads that stand in calls we do not know.

Before time jumps, the world is asked whether it has something.  Where something outside of this
process is waited for, nothing jumps: the clock follows real time, and the run is reported as paced.
"""

from __future__ import annotations

import sys
import time

from ..settings import NS, Settings
from . import outside
from .actors import Actor, State, Waiter, Watch
from .silence import Silence
from .turns import Authority, Observer, Turns

_monotonic = time.monotonic

_GRACE = 0.002  # real seconds that loopback traffic may take where it is not synchronous (macOS)
_LAST_GRACE = 0.02  # the same, before a deadlock is declared
_SLICE = 0.05  # longest real wait in one go, so that signals and limits are seen
_WALL_SHARE = 0.8  # of the time that is allowed: before faulthandler ends the process without a word

Watches = list[tuple[Waiter, Watch, list[tuple[int, int]]]]


class PacedTurns(Turns):
    """Turns that leave room for what really happens."""

    def __init__(self, observer: Observer) -> None:
        super().__init__(observer)
        self._silence = Silence()
        self._paced_at = 0.0
        self._wall_end = 0.0

    def set_going(self, settings: Settings, authority: Authority | None) -> None:
        super().set_going(settings, authority)
        self._wall_end = _monotonic() + _WALL_SHARE * settings.wall_seconds

    def _step_out(self) -> None:
        """Count one more actor in the real world, and let the others go on."""
        if not self._external:
            self._paced_at = _monotonic()
        self._external += 1
        if self.current is None:
            self._next()

    def _watches(self) -> Watches:
        waiters = [a.waiter for a in self.actors.values() if a.state is State.WAITING]
        watches = ((w, w.watch) for w in waiters if w is not None and w.watch is not None)
        return [(w, watch, fds) for w, watch in watches if (fds := watch.pollable())]

    def _ask_the_world(self, when: int | None) -> bool:
        """Before time jumps, see whether something real happens; tell whether anything changed."""
        watches = self._watches()
        if not watches:
            return False
        if self._poll(watches, 0):
            return True
        if outside.leads_out(fd for _w, watch, _fds in watches for fd in watch.members()):
            self._wait_outside(watches, when)
            return True
        return self._poll(watches, _LAST_GRACE if when is None else _GRACE)

    def _wait_outside(self, watches: Watches, when: int | None) -> None:
        """Wait really, and move the clock by the time that this took."""
        self.observer.paced("a child process, a pipe or a peer outside this process")
        began = _monotonic()
        budget = _SLICE if when is None else max(0, min(_SLICE, (when - self.now) / NS))
        hit = self._poll(watches, budget)
        to = self.now + round((_monotonic() - began) * NS)
        # A deadline that has come is met exactly, however long the system took to wake us.
        verdict = self._pass_time(to if when is None else min(to, when))
        if self.deferred:
            self._ready(self.main)
        if not hit and _monotonic() > self._wall_end:
            verdict = "wall-limit"
        if verdict and not self._line:
            self._stick(verdict)

    def _poll(self, watches: Watches, seconds: float) -> bool:
        """Wake those whose descriptors are ready; they look for themselves what it is."""
        ready = outside.poll({fd: mask for _w, _watch, fds in watches for fd, mask in fds}.items(), seconds)
        for waiter, _watch, fds in watches:
            if any(fd in ready for fd, _mask in fds):
                self._wake(waiter, timed_out=True)
        return bool(ready)

    def _pace(self) -> None:
        """Move the clock by the real time that has passed since the last look."""
        now = _monotonic()
        to = self.now + round((now - self._paced_at) * NS)
        self._paced_at = now
        self._pass_time(to)

    def _look_around(self, actor: Actor) -> None:
        """Do what nobody who runs would do: pace the clock, find out who has left for the real world."""
        if self.deferred and actor is self.main:
            self._ready(actor)
        holder = self.current
        if holder is None:
            if self._external:
                self._pace()
                self._poll(self._watches(), 0)
            self._next()
        elif holder is not actor and holder.state is State.RUNNING and self._silence.noticed(holder):
            self.current = None
            if holder.tid not in sys._current_frames():  # it ended without a word: a C library's thread
                self.actors.pop(holder.tid, None)
                self._next()
                return
            holder.state = State.EXTERNAL
            self.observer.paced("a blocking call into the real world")
            self._step_out()

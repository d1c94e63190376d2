"""The one clock of the process, as the program meets it: to read, to wait on, to wake others by.

Event loops and threads share it and take turns on it (`turns`).
"""

from __future__ import annotations

import _thread
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any

from ..settings import NS, Settings
from ..stuck import Stuck
from .actors import Actor, State, Waiter
from .frames import caller
from .interrupts import InterruptedTurns
from .turns import Authority, Observer

_monotonic_ns = time.monotonic_ns
_time_ns = time.time_ns
_sleep = time.sleep
_ident = _thread.get_ident

_POLLING = 50_000  # reads of the clock at one instant, by one task, that count as waiting for it
_POLLING_COSTS = NS // 1000  # what each further read takes
_ROOM = 40  # frames that the clock and the authority may need: no RecursionError in the middle of their work
_NEVER = 1e9  # seconds: who sleeps longer means for ever; loops count in floats, which end before infinity


def _make_room(frames: int) -> None:
    """Raise RecursionError now, if it would come so many frames further on."""
    if frames:
        _make_room(frames - 1)


class Clock(InterruptedTurns):
    """Virtual time, for everybody in the process."""

    def __init__(self, observer: Observer) -> None:
        super().__init__(observer)
        self.since_1970 = _time_ns() - _monotonic_ns()  # what `time.time_ns` reads more than `read` gives
        self.spinning = False  # a loop has nothing to do but bare yields
        self._arriving = 0  # threads that are being started
        self._reader: object = None
        self._polled_since: tuple[int, FrameType] | None = None
        self._site: tuple[CodeType, int] | None = None

    def set_going(self, settings: Settings, authority: Authority | None) -> None:
        super().set_going(settings, authority)
        self.since_1970 = round(settings.epoch * NS) - self.start

    # ---- reading -----------------------------------------------------------------------------

    def read(self) -> int:
        """Tell the time to the program.  A loop that only polls the clock must get on, too."""
        if self.real:
            return self.now + _monotonic_ns()
        self._reads += 1
        if self._reads > _POLLING or self._reads % 1000 == 0:
            self._polled(sys._getframe(1))
        elif self._external:
            self.rejoin()
            self.spend(0)
        if self.deferred:
            self._run_deferred(self.me())
        return self.now

    def _polled(self, frame: FrameType) -> None:
        """Let a millisecond pass for a reader that does nothing but read: in real life it would."""
        if self._reads <= _POLLING:
            reader = (_ident(), self.observer.step())
            if reader != self._reader:  # many tasks that look once each: no polling
                self._reader, self._reads = reader, 0
            return
        frame = caller(frame)
        site = (frame.f_code, frame.f_lasti)
        if self._polled_since is None:
            self._polled_since, self._site = (self.now, frame), site
        elif site != self._site:  # the loop is over: a look at the clock from elsewhere is free again
            return
        reads = self._reads
        self.spend(_POLLING_COSTS)
        self._reads = reads
        self.give_way()

    def new_step(self) -> None:
        """Forget about polling: something else has happened since."""
        self._reads = 0
        if self._polled_since is not None:
            (since, frame), self._polled_since = self._polled_since, None
            self.observer.stood_still(Waiter("busy-wait"), since, frame)

    def spend(self, nanoseconds: int, deadline: int | None = None) -> None:
        """Let virtual time pass while somebody runs, but not past what somebody waits for."""
        actor = self.me()
        verdict = None
        self._enter(actor)
        try:
            if self._external:
                self._pace()
            elif nanoseconds:
                ends = (self.now + nanoseconds, deadline, self._timers.earliest())
                verdict = self._pass_time(min(end for end in ends if end is not None))
        finally:
            self._leave(actor)
        if verdict is not None:
            raise self.stuck(verdict, None)

    def skip(self) -> None:
        """Let time pass up to whatever the authority has in store, if there is anything."""
        actor = self.me()
        self._enter(actor)
        try:
            verdict = self._pass_time(None)
        finally:
            self._leave(actor)
        if verdict == "virtual-time-limit":
            raise self.stuck(verdict, None)

    # ---- actors ------------------------------------------------------------------------------

    def _take_in(self, actor: Actor) -> None:
        """Let a stranger take part from here on."""
        self._enter(actor)
        self.actors[actor.tid] = self._strangers.pop(actor.tid)
        self._step_out()
        self._leave(actor)

    def launch(self, actor: Actor, start: Callable[[], Any]) -> Any:
        """Start an actor's thread, and wait until it stands in line.

        The collector may run in a thread before it stands there, and finalizers with it; they would
        run beside whoever holds the baton, if that one did not stand still so long.
        """
        me = self.me()
        me.brief, self._arriving = True, self._arriving + 1
        try:
            result = start()
            actor.arrived.acquire()
        finally:
            me.brief, self._arriving = False, self._arriving - 1
        return result

    def begin(self, actor: Actor) -> None:
        """Wait for the first turn: the first thing a new thread does."""
        actor.arrive()
        self._enter(actor)
        self._strangers.pop(actor.tid, None)
        self.actors[actor.tid] = actor
        self._line.append(actor)
        self._leave(actor)
        actor.arrived.release()
        self._gate(actor)

    def retire(self, actor: Actor) -> None:
        """Leave for ever, waking whoever joins: the last thing a thread does.

        The collector may still run in it, and finalizers with it.  So whoever comes next waits until
        it is really gone, and those finalizers must not wait for anything.
        """
        self._enter(actor)
        try:
            if actor.state is State.EXTERNAL:
                self._external -= 1
            actor.state = State.DONE
            self._strangers[actor.tid] = self.actors.pop(actor.tid, actor)
            self._leaving.append(actor)
            for waiter in actor.joiners:
                self._wake(waiter)
            if self.current is actor or self.current is None:
                self.current = None
                self._next()
        finally:
            self._leave(actor)

    def forget(self, actor: Actor) -> None:
        """Take note that a retired actor's thread is gone: its number may come again."""
        self._strangers.pop(actor.tid, None)

    # ---- waiting -----------------------------------------------------------------------------

    def wait(self, waiter: Waiter, until: int | None = None, since: int | None = None) -> bool:
        """Stand still until somebody wakes the waiter (True) or its deadline comes (False)."""
        actor = self.me()
        stranger = actor.tid in self._strangers
        if actor.inside or (stranger and (self._arriving or actor.state is State.DONE)):
            raise RuntimeError("a finalizer cannot wait before, after or in the middle of its thread's turn")
        _make_room(_ROOM)
        if stranger:
            self._take_in(actor)
        if not waiter.done:  # lining up is no event
            self.new_step()
        since = self.now if since is None else since
        try:
            while True:
                self._run_deferred(actor)
                self._park(actor, waiter, until)
                if waiter.done:  # else it was a signal's handler that wants to run
                    break
        finally:
            waiter.done = True  # also when that handler has raised: nobody is to count on this waiter
        if waiter.stuck is not None:
            raise self.stuck(waiter.stuck, waiter)
        if self.now > since and waiter.loop is None:
            self.observer.stood_still(waiter, since, sys._getframe(1))
        self._run_deferred(actor)
        return waiter.woken

    def stuck(self, kind: str, waiter: Waiter | None) -> Stuck:
        """Report that nothing goes on, and make the exception to unwind this thread with."""
        error = self.observer.stuck(kind, waiter)
        self.unwind_by(error, sys._getframe(1))
        return error

    def let_others_on(self) -> None:
        """Stand still up to the next deadline, on behalf of a loop that does nothing to let time pass."""
        when = self._timers.earliest()
        if self._line or when is not None:
            self.wait(Waiter("busy-wait"), self.now if self._line or when is None else when)

    def away(self) -> bool:
        """Tell whether somebody is out in the real world."""
        return self._external > 0

    def is_awaited(self) -> bool:
        """Tell whether time could change anything: somebody sleeps, or has just looked at the clock."""
        return self._reads > 0 or self._timers.earliest() is not None

    def deadline(self, seconds: float) -> int | None:
        """Tell when that many seconds from now are over; None is never."""
        return self.now + max(0, round(seconds * NS)) if seconds < _NEVER else None

    def sleep(self, seconds: float, what: str = "time.sleep") -> None:
        """Stand still so long.  what: the call that does, as reports name it."""
        if self.real or self.me().outside:
            _sleep(seconds)
        else:
            self.wait(Waiter(what), self.deadline(seconds))

    def give_way(self) -> None:
        """Let the other ready actors go first, as the system would by and by."""
        if self._line and not self.real:
            self._line_up()

    def wake(self, waiter: Waiter) -> bool:
        """End a wait; False when it had ended already."""
        actor = self.me()
        if self.real:  # the waiter was one of the parent's
            return False
        if actor.inside:  # a finalizer, run by the collector in the middle of our own work
            self._late.append(waiter)
            return not waiter.done
        self._enter(actor)
        try:
            woke = self._wake(waiter)
            if self.current is None:
                self._next()
        finally:
            self._leave(actor)
        return woke

    def _line_up(self, what: str = "", since: int | None = None) -> None:
        waiter = Waiter(what)
        waiter.done = True
        self.wait(waiter, None, since)

    # ---- what comes from outside -----------------------------------------------------------------

    @contextmanager
    def outside(self, what: str) -> Iterator[None]:
        """Do something blocking in the real world: the others go on, and real time passes."""
        actor = self.me()
        if self.real or actor.outside or actor.inside:
            yield
            return
        since = self.now
        self.observer.paced(what)
        self._enter(actor)
        actor.state, actor.outside, self.current = State.EXTERNAL, True, None
        self._step_out()
        self._leave(actor)
        try:
            yield
        finally:
            actor.outside = False
            self.rejoin(what, since)

    def rejoin(self, what: str = "", since: int | None = None) -> None:
        """Come back from the real world: wait for the baton."""
        actor = self.me()
        if actor.state is State.EXTERNAL and not actor.outside:
            self._line_up(what, since)

    def go_real(self) -> None:
        """Leave virtual time for ever: this is a forked child, on its own with a copy of everything."""
        self.real = True
        self.now -= _monotonic_ns()
        self.unwinding, self._external = None, 0
        for left_by_others in (self.deferred, self._line, self._late, self._leaving):
            left_by_others.clear()

"""The event loop on the virtual clock: CPython's own, but for how it waits.

Only the selector's `select` is replaced: what the loop does between two waits is the stock code, so
that every version's own behaviour stays what it is.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
import time
import weakref
from collections.abc import Callable
from typing import Any, ClassVar

from ..clock.actors import Ties, Waiter
from ..clock.clock import Clock
from ..clock.outside import READ, WRITE
from ..settings import NS

_sleep = time.sleep


_STEP = "TaskStepMethWrapper"  # what C tasks put on the loop for a first step and after a bare yield
_SPINNING = 10_000  # rounds of nothing but bare yields after which each further one takes time
_SPIN_COSTS = NS // 100_000  # about what a round takes in real life; ten times more after as many again
_FORGIVEN = 100  # rounds of bare yields that one other round makes up for
_SETTLING = 5  # rounds in which what a timer has set off may reach the task that spins
_LONG_SLEEP = 0.5  # seconds: shorter sleeps are not staggered

Events = list[tuple[selectors.SelectorKey, int]]


class OrderedTimerHandle(asyncio.TimerHandle):
    """A timer that has a place among those due at the same instant.

    Python's heap is not stable, and in virtual time equal deadlines are the rule: five sleeps of one
    second would end in the order 0 2 4 1 3.  Deadlines are compared in whole nanoseconds, as the
    clock counts: .1 and .2 slept in turn are due together with .3, and were set later.
    """

    __slots__ = ("_place",)
    ties: ClassVar[Ties] = Ties(0)

    def __init__(self, when: float, *args: Any) -> None:
        super().__init__(when, *args)
        self._place = (round(when * NS) if when < 1e9 else when * NS, self.ties.place())

    def __lt__(self, other: Any) -> bool:
        if isinstance(other, OrderedTimerHandle):
            return self._place < other._place
        return NotImplemented


class VirtualSelector(selectors.DefaultSelector):
    """Polls the real selector, and leaves the waiting to the loop."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> Events:
        return self.loop._select(super().select, timeout)


class VirtualLoop(asyncio.SelectorEventLoop):
    """A selector event loop that waits on the process's virtual clock."""

    clock: ClassVar[Clock]
    stagger: ClassVar[float] = 0.0
    idle_steps: ClassVar[int] = 100_000
    before_run: ClassVar[Callable[[], None] | None] = None  # called whenever a loop begins to run
    _selector: Any
    _ready: Any
    _scheduled: Any

    def __init__(self, selector: object = None) -> None:  # a selector of one's own could only wait really
        own = VirtualSelector()
        own.loop = self
        self._idle: Waiter | None = None
        self._spun, self._spun_at, self._in_a_row, self._ask_at = 0, -1, 0, _SPINNING
        self._sleepers: dict[float, weakref.WeakKeyDictionary[Any, int]] = {}
        self._sleep_places: dict[float, int] = {}
        super().__init__(own)
        self._clock_resolution = 1e-9
        self._own_fds = {key.fd for key in own.get_map().values()}

    def time(self) -> float:
        clock = self.clock
        if sys._getframe(1).f_globals is _ASYNCIO and not clock.real:
            return clock.now / NS  # asyncio's own question in each round; the program's may be polling
        return clock.read() / NS

    def run_forever(self) -> None:
        self.clock.unwinding = None  # whatever it was, it has ended the run before
        before = VirtualLoop.before_run
        if before is not None:
            before()
        super().run_forever()

    def _write_to_self(self) -> None:
        # Called by call_soon_threadsafe: this thread may be idle.
        if self.clock.real:
            super()._write_to_self()  # type: ignore[misc]  # a private method, unknown to typeshed
        elif self._idle is not None:
            self.clock.wake(self._idle)

    def post(self, callback: Callable[..., object], args: tuple[Any, ...]) -> None:
        """Have something called, while the clock is locked and the authority has its turn."""
        self._ready.append(asyncio.events.Handle(callback, args, self))
        if self._idle is not None:
            self.clock._wake(self._idle)  # the authority is asked under the lock

    # ---- staggered sleeps ------------------------------------------------------------------------

    def call_later(  # type: ignore[override]  # the type variables of typeshed say no more than this
        self, delay: float, callback: Any, *args: Any, context: Any = None
    ) -> asyncio.TimerHandle:
        if self.stagger and sys._getframe(1).f_code is _SLEEP:
            delay = self._staggered(delay)
        return super().call_later(delay, callback, *args, context=context)

    def _staggered(self, delay: float) -> float:
        """Make the k-th task's equal sleep a little longer or shorter than the first task's."""
        task = asyncio.current_task(self)
        if task is None or not delay >= _LONG_SLEEP:
            return delay
        sleepers = self._sleepers.setdefault(delay, weakref.WeakKeyDictionary())
        place = sleepers.get(task)
        if place is None:
            # Counted, not measured: tasks that are gone have had their place, too.
            place = sleepers[task] = self._sleep_places.get(delay, 0)
            self._sleep_places[delay] = place + 1
        return max(0.0, delay + self.stagger * place)

    # ---- what is real: sockets, pipes, signals (`Watch`) -----------------------------------------------

    def _is_watching(self) -> bool:
        if self._selector is None:
            return False
        return len(self._selector.get_map()) > len(self._own_fds) or bool(
            getattr(self, "_signal_handlers", None)
        )

    def pollable(self) -> list[tuple[int, int]]:
        if not self._is_watching():
            return []
        if hasattr(self._selector, "fileno"):
            return [(self._selector.fileno(), READ)]
        return [(key.fd, _mask(key.events)) for key in list(self._selector.get_map().values())]

    def members(self) -> list[int]:
        return [key.fd for key in list(self._selector.get_map().values()) if key.fd not in self._own_fds]

    # ---- waiting ---------------------------------------------------------------------------------

    def _select(self, real: Callable[[float | None], Events], timeout: float | None) -> Events:
        """Wait on the virtual clock until a timer is due, a thread calls or something real happens."""
        clock = self.clock
        if clock.real:
            return real(timeout)
        clock.unwind(idle=timeout is None or timeout > 0)
        if timeout is not None and timeout <= 0:
            self._round()
            return real(0) if self._is_watching() else []
        if self._is_watching() and (events := real(0)):
            return events
        self._idle = waiter = Waiter("event loop", loop=self, watch=self)
        try:
            if not self._ready:  # else a thread has called since the timeout was computed
                clock.wait(waiter, self._next_deadline())
        finally:
            self._idle = None
            self._still()
        return real(0) if self._is_watching() else []

    def _next_deadline(self) -> int | None:
        if not self._scheduled:
            return None
        when = self.clock.deadline(self._scheduled[0]._when - self.clock.now / NS)
        # A fraction of a nanosecond would be rounded to no time at all, for ever.
        return None if when is None else max(when, self.clock.now + 1)

    def _round(self) -> None:
        """Take note of a round that had something to run at once."""
        clock = self.clock
        if self._spun_at != clock.now:  # the program itself has let time pass
            self._still()
        elif self._only_yields():
            self._spun += 1
            self._in_a_row += 1
            if self._spun >= _SPINNING and self._in_a_row > _SETTLING:
                self._spin()
        elif self._spun > _SPINNING:  # a ticker beside a loop that spins: it is the same loop after the tick
            self._spun = max(_SPINNING, self._spun - _FORGIVEN)
            self._in_a_row = 0
        else:
            self._still()
        clock.give_way()

    def _still(self) -> None:
        """Take note that nothing spins."""
        self._spun_at, self._spun, self._ask_at = self.clock.now, 0, _SPINNING
        self.clock.spinning = False
        self.clock.new_step()

    def _only_yields(self) -> bool:
        """Tell whether nothing is to run but tasks that have said `await sleep(0)`."""
        ready = self._ready
        return bool(ready) and all(type(handle._callback).__name__ == _STEP for handle in ready)

    def _spin(self) -> None:
        """Let time pass for `while not done: await sleep(0)`; if nothing is to come, it is a livelock."""
        clock = self.clock
        clock.spinning = True
        if clock.away():
            _sleep(0.001)  # somebody is out in the real world: leave it the processor
            clock.spend(0)
        elif self._scheduled or clock.is_awaited():
            clock.spend(_SPIN_COSTS * 10 ** ((self._spun - _SPINNING) // _SPINNING), self._next_deadline())
        elif self._spun >= self._ask_at:  # the authority may have something in store that is not known here
            self._ask_at = self._spun + _SPINNING
            clock.skip()
        elif self._spun >= self.idle_steps:
            raise clock.stuck("livelock", Waiter(loop=self))
        self._spun_at = clock.now


def _mask(events: int) -> int:
    return (READ if events & selectors.EVENT_READ else 0) | (WRITE if events & selectors.EVENT_WRITE else 0)


_ASYNCIO = vars(asyncio.base_events)
_SLEEP = asyncio.sleep.__code__

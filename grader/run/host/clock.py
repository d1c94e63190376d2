"""The event loop of the hidden suite: its time is virtual, and every guest's time is its time.

The loop and its guests take turns.  While the suite's own coroutines have something to run, they
run; then each guest that has answers or a timer due runs until nothing in it is ready; and when
nobody is ready, time jumps to the earliest deadline of all.  When there is none, whoever still
waits waits for ever, and is told so at once.

The idea of virtualising time in the selector is that of looptime and async-solipsism; the hook
that lets pytest-asyncio use this loop is its own, `pytest_asyncio_loop_factories`.
"""

from __future__ import annotations

import asyncio
import heapq
import math
import random
import selectors
from collections.abc import Callable
from contextvars import Context
from typing import Any, Protocol

NS = 1_000_000_000
_FAR = 1 << 61
START = 1_000 * NS  # not zero: `if not started` must not be true by accident


class SuiteStuck(RuntimeError):
    """The suite waits for something that can never happen."""


class Participant(Protocol):
    """A guest, as the clock sees it.  Times in nanoseconds."""

    @property
    def due(self) -> int | None:
        """When it wants its turn: a time, or None when it waits for its calls only."""

    def take_turn(self, now: int) -> None:
        """Let it run until nothing in it is ready."""

    def give_up(self) -> None:
        """Nothing will ever happen to it again."""


class _Timer(asyncio.TimerHandle):
    """Timers due at the same instant run in the order of their places: heapq alone is not stable."""

    __slots__ = ("_place",)

    def __init__(self, place: tuple[float, int], *args: Any) -> None:
        super().__init__(*args)
        self._place = place

    def __lt__(self, other: Any) -> bool:
        return (self._when, self._place) < (other._when, other._place)  # type: ignore[attr-defined]


class _Selector(selectors.DefaultSelector):
    """Asks the loop what to do instead of waiting."""

    loop: HostLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if self.loop.idle():
            return []
        return super().select(1.0)  # a thread of the suite's own is at work: only it knows how long


class HostLoop(asyncio.SelectorEventLoop):
    """An event loop on virtual time, shared with the guests that have joined it."""

    def __init__(self) -> None:
        self.now = START
        self._guests: list[Participant] = []
        self._timers_set = 0
        self._draw: Callable[[], float] | None = None
        selector = _Selector()
        super().__init__(selector)
        selector.loop = self
        self._clock_resolution = 1 / NS

    def time(self) -> float:
        """Return virtual seconds; they start at 1000."""
        return self.now / NS

    def call_at(  # type: ignore[override]  # typeshed ties callback and args together
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        self._check_closed()  # type: ignore[attr-defined]
        self._timers_set += 1
        place = (self._draw() if self._draw else 0.0, self._timers_set)
        timer = _Timer(place, when, callback, args, self, context)
        heapq.heappush(self._scheduled, timer)  # type: ignore[attr-defined]
        timer._scheduled = True  # type: ignore[attr-defined] # noqa: SLF001  # as BaseEventLoop.call_at does
        return timer

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ARG002
        """Wait for the threads really: a limit in virtual time would be over at once."""
        await super().shutdown_default_executor()

    def break_ties(self, seed: int) -> None:
        """Give timers set from here on a seeded place among those of their instant; 0: as they are set."""
        self._draw = random.Random(seed).random if seed else None

    # ---- guests --------------------------------------------------------------------------------

    def join(self, guest: Participant) -> None:
        """Let a guest take part: from now on time waits for it."""
        self._guests.append(guest)

    def leave(self, guest: Participant) -> None:
        if guest in self._guests:
            self._guests.remove(guest)

    def horizon(self, guest: Participant) -> int:
        """Return up to when nothing but this guest can make anything happen."""
        if self._ready:  # type: ignore[attr-defined]
            return self.now
        times = [other.due for other in self._guests if other is not guest and other.due is not None]
        if (timer := self._next_timer()) is not None:
            times.append(timer)
        return max(self.now, min(times, default=_FAR))

    def idle(self) -> bool:
        """Nothing of the suite is ready: give turns, or move time.  False when neither can be done."""
        if self._take_turns():
            return True
        times = [guest.due for guest in self._guests if guest.due is not None]
        if (timer := self._next_timer()) is not None:
            times.append(timer)
        if times:
            self.now = max(self.now, min(times))
            # Far out, a nanosecond is less than what a float can tell: asyncio would go round for ever.
            self._clock_resolution = max(1 / NS, 2 * math.ulp(self.now / NS))
            self._take_turns()
            return True
        if self._guests:
            for guest in list(self._guests):
                guest.give_up()
            return True
        if getattr(self, "_default_executor", None) is not None:
            return False
        raise SuiteStuck("the suite waits for something that will never happen")

    def _take_turns(self) -> bool:
        due = [guest for guest in self._guests if guest.due is not None and guest.due <= self.now]
        for guest in due:
            guest.take_turn(self.now)
        return bool(due)

    def _next_timer(self) -> int | None:
        scheduled: list[asyncio.TimerHandle] = self._scheduled  # type: ignore[attr-defined]
        while scheduled and scheduled[0].cancelled():
            heapq.heappop(scheduled)._scheduled = False  # type: ignore[attr-defined] # noqa: SLF001
            self._timer_cancelled_count -= 1
        return round(scheduled[0].when() * NS) if scheduled else None

    _timer_cancelled_count: int

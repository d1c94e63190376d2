"""Signals: handlers never run in the middle of the clock's work, and alarms ring in virtual time.

A handler may raise.  Inside the clock that would leave its mutex held and its line in disorder, so
there the handler is put off until the main thread has the baton and stands at a safe place.
"""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from ..clock.actors import Waiter
from ..clock.clock import Clock
from ..settings import NS
from .replace import dress, put

_real_signal = signal.signal
_real_getsignal = signal.getsignal


def install(clock: Clock) -> None:
    """Guard handlers, present and future, and put ITIMER_REAL on the virtual clock."""
    _Handlers(clock).install()
    if hasattr(signal, "setitimer"):
        _Alarm(clock).install()
    for owner, name in ((os, "kill"), (signal, "raise_signal"), (signal, "pthread_kill")):
        if hasattr(owner, name):
            put(owner, **{name: _hurry(clock, getattr(owner, name))})


class _Handlers:
    """The program's handlers, behind guards of ours."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[int, Any] = {}
        self._pausing: Waiter | None = None

    def install(self) -> None:
        put(
            signal,
            signal=dress(self._signal(), _real_signal),
            getsignal=dress(self._getsignal(), _real_getsignal),
        )
        if hasattr(signal, "pause"):
            put(signal, pause=dress(self._pause, signal.pause))
        if _real_getsignal(signal.SIGINT) is signal.default_int_handler:
            try:
                signal.signal(signal.SIGINT, signal.default_int_handler)
            except ValueError:
                pass  # not the main thread: nobody can be interrupted there

    def _signal(self) -> Callable[..., Any]:
        def set_handler(signalnum: int, handler: Any, /) -> Any:
            before = signal.getsignal(signalnum)
            if callable(handler):
                _real_signal(signalnum, functools.partial(self._guard, handler))
                self._given[int(signalnum)] = handler
            else:
                _real_signal(signalnum, handler)
                self._given.pop(int(signalnum), None)
            return before

        return set_handler

    def _getsignal(self) -> Callable[..., Any]:
        def getsignal(signalnum: int, /) -> Any:
            given = self._given.get(int(signalnum))
            return _real_getsignal(signalnum) if given is None else given

        return getsignal

    def _guard(
        self, handler: Callable[[int, FrameType | None], Any], number: int, frame: FrameType | None
    ) -> None:
        if not self._clock.real and self._clock.owns(frame):
            self._clock.deferred.append(functools.partial(handler, number, frame))
            return
        if self._pausing is not None:
            self._pausing.done = True
        handler(number, frame)

    def _pause(self) -> None:
        """Wait, as `signal.pause` does, until a handler has run."""
        self._pausing = Waiter("signal.pause")
        try:
            self._clock.wait(self._pausing)
        finally:
            self._pausing = None


def _hurry(clock: Clock, real: Callable[..., Any]) -> Callable[..., Any]:
    """Let the main thread hear a signal from another thread at once, before time jumps."""

    def send(*args: Any) -> Any:
        result = real(*args)
        clock.call_main(_nothing)
        return result

    return dress(send, real)  # type: ignore[no-any-return]


def _nothing() -> None:
    """Only to be called: by then, Python has noticed the signal."""


class _Alarm:
    """`signal.alarm` and ITIMER_REAL, which share one timer."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._set: Waiter | None = None
        self._due = 0
        self._interval = 0

    def install(self) -> None:
        real_setitimer, real_getitimer = signal.setitimer, signal.getitimer

        def setitimer(which: int, seconds: float, interval: float = 0.0, /) -> tuple[float, float]:
            if which != signal.ITIMER_REAL or self._clock.real:
                return real_setitimer(which, seconds, interval)
            before = (self._left(), self._interval / NS)
            self._arm(round(seconds * NS), round(interval * NS))
            return before

        def getitimer(which: int, /) -> tuple[float, float]:
            if which != signal.ITIMER_REAL or self._clock.real:
                return real_getitimer(which)
            return self._left(), self._interval / NS

        def alarm(seconds: int, /) -> int:
            return -int(-setitimer(signal.ITIMER_REAL, seconds)[0] // 1)

        put(signal, setitimer=dress(setitimer, real_setitimer), getitimer=dress(getitimer, real_getitimer))
        put(signal, alarm=dress(alarm, signal.alarm))

    def _left(self) -> float:
        return 0.0 if self._set is None or self._set.done else max(0, self._due - self._clock.now) / NS

    def _arm(self, nanoseconds: int, interval: int) -> None:
        if self._set is not None:
            self._set.done = True
        self._set, self._interval = None, interval
        if nanoseconds:
            self._due = self._clock.now + nanoseconds
            self._set = self._clock.set_alarm(self._due, self._ring)

    def _ring(self) -> None:
        if self._interval:
            self._arm(self._interval, self._interval)
        signal.raise_signal(signal.SIGALRM)

"""Stop a program that burns the processor, and say on which line.

ITIMER_PROF counts this process's processor time only, so a loaded machine does not matter.  The
first shot raises in the thread that runs.  Who swallows that is hit twice more, then the process
ends.  A single call of a C function hears no signal: for that there is faulthandler's own thread,
which writes the stacks to stderr and ends the process.

Halfway to the limit, a main thread that has not once let the others run may be waiting for one of
them (`while not done: pass`): from then on, they are let on every few milliseconds.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from ..clock.clock import Clock
from ..clock.frames import in_our_hands
from ..stuck import Stuck

_set_signal = signal.signal
_set_timer: Any = getattr(signal, "setitimer", None)
_process_time = time.process_time
_BRIEFLY = 0.004  # seconds of processor time for which one round of a busy loop may run
_AGAIN = 0.25  # seconds of processor time between shots
_SHOTS = 3
_EXIT_STATUS = 124
_LAST_RESORT = 3  # times the wall limit: the host, which knows how crowded the machine is, ends a run before


class CpuWatch:
    """The three shots.

    report: emits the event, given the frame that runs, and makes the exception.
    """

    def __init__(self, clock: Clock, report: Callable[[FrameType | None], Stuck]) -> None:
        self._clock, self._report = clock, report
        self._leave: Callable[[int], object] = os._exit
        self._hits = 0
        self._limit = self._wall_seconds = 0.0
        self._stderr: Any = None
        self._parked = 0
        self._pending = False

    def begin(self, cpu_seconds: float, wall_seconds: float, leave: Callable[[int], object]) -> None:
        """Arm the timers, as far as the system has them.  leave: ends the process."""
        self._stderr, self._leave = _stderr(), leave
        if _set_timer is not None and threading.current_thread() is threading.main_thread():
            _set_signal(signal.SIGPROF, self._shot)
            self._limit = _process_time() + cpu_seconds
            _set_timer(signal.ITIMER_PROF, cpu_seconds / 2, cpu_seconds / 4)
        self._wall_seconds = _LAST_RESORT * wall_seconds
        self.prolong()

    def prolong(self) -> None:
        """Start the wall clock anew: at first, and for what unwinds when the program is stuck."""
        try:
            faulthandler.dump_traceback_later(self._wall_seconds, exit=True, file=self._stderr)
        except (OSError, RuntimeError, ValueError):
            pass  # no descriptor to write to: the host's own limit remains

    def _shot(self, _signal: int, frame: FrameType | None) -> None:
        holder = self._clock.current
        if _process_time() < self._limit:
            if holder is self._clock.main and not in_our_hands(frame):
                self._let_others_on()
            return
        if holder is not None and holder is not self._clock.main:
            self._hit_thread(holder.tid)
        elif in_our_hands(frame):
            # Half an event may have been written: raise at the next safe place, or with the next shot.
            if not self._pending:
                self._pending = True
                self._clock.deferred.append(self._late)
        else:
            self._hit(frame)

    def _let_others_on(self) -> None:
        if self._parked != self._clock.parked:  # it has waited since the last look: no busy loop
            self._parked = self._clock.parked
            return
        self._clock.let_others_on()
        self._parked = self._clock.parked
        _set_timer(signal.ITIMER_PROF, _BRIEFLY, _BRIEFLY)

    def stop(self) -> None:
        """Take the timers back: the run is over."""
        faulthandler.cancel_dump_traceback_later()
        if self._limit:
            _set_timer(signal.ITIMER_PROF, 0)

    def _late(self) -> None:
        if self._pending:  # else the next shot came before the safe place
            self._hit(sys._getframe(1))

    def _hit(self, frame: FrameType | None) -> None:
        self._count()
        error = self._report(frame)
        self._clock.unwind_by(error, frame)
        raise error

    def _hit_thread(self, ident: int) -> None:
        """Raise in another thread, which no signal's handler can do."""
        frame = sys._current_frames().get(ident)
        if in_our_hands(frame):
            return  # it will be elsewhere at the next shot
        self._count()
        error = self._report(frame)
        raise_in(ident, type(error))

        def raise_here() -> None:
            raise error

        self._clock.deferred.append(raise_here)

    def _count(self) -> None:
        self._hits += 1
        self._pending = False
        _set_timer(signal.ITIMER_PROF, _AGAIN, _AGAIN)
        if self._hits >= _SHOTS:
            self._leave(_EXIT_STATUS)


def raise_in(ident: int, kind: type[BaseException]) -> None:
    """Raise an exception in another thread."""
    import ctypes  # only here: it is slow to import and seldom needed

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(kind))


def _stderr() -> Any:
    try:
        return os.dup(sys.__stderr__.fileno()) if sys.__stderr__ is not None else os.dup(2)
    except (OSError, ValueError, AttributeError):
        return 2

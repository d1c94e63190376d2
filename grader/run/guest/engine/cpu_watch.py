"""Stop a program that burns the processor, and say on which line.

ITIMER_PROF counts this process's processor time only, so a loaded machine does not matter.  The
first shot raises in the thread that runs.  Who swallows that is hit twice more, then the process
ends.  A single call of a C function hears no signal: for that there is faulthandler's own thread,
which writes the stacks to stderr and ends the process.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from .clock import Clock
from .frames import in_our_hands
from .stuck import Stuck

_set_signal = signal.signal
_AGAIN = 0.25  # seconds of processor time between shots
_SHOTS = 3
_EXIT_STATUS = 124


class CpuWatch:
    """The three shots.

    report: emits the event, given the frame that runs, and makes the exception.
    leave: ends the process.
    """

    def __init__(
        self, clock: Clock, report: Callable[[FrameType | None], Stuck], leave: Callable[[int], object]
    ) -> None:
        self._clock, self._report, self._leave = clock, report, leave
        self._hits = 0
        self._pending = False

    def install(self, cpu_seconds: float, wall_seconds: float) -> None:
        """Arm the timers, as far as the system has them."""
        if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
            _set_signal(signal.SIGPROF, self._shot)
            signal.setitimer(signal.ITIMER_PROF, cpu_seconds, _AGAIN)
        try:
            faulthandler.dump_traceback_later(wall_seconds, exit=True, file=_stderr())
        except (OSError, RuntimeError, ValueError):
            pass  # no descriptor to write to: the host's own limit remains

    def _shot(self, _signal: int, frame: FrameType | None) -> None:
        holder = self._clock.current
        if holder is not None and holder is not self._clock.main:
            self._hit_thread(holder.tid)
        elif in_our_hands(frame):
            # Half an event may have been written: raise at the next safe place, or with the next shot.
            if not self._pending:
                self._pending = True
                self._clock.deferred.append(self._late)
        else:
            self._hit(frame)

    def _late(self) -> None:
        self._pending = False
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

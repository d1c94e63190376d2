"""Tell a thread that is blocked in the real world from one that is merely slow.

The holder of the baton may fall silent because it computes, because the machine is busy, or because
it stands in a blocking call (a read from a pipe, a lock of a C library) that we do not know.  Only
in the last case may the others go on without it.  Taking 20 ms of silence for an answer let real
time in under load, and so did 60; it takes ten looks, between which the thread slept and used no
processor.  Waiting for the disk is no sleep: that ends.
"""

from __future__ import annotations

import sys
import time

from .actors import Actor
from .frames import in_harness

_monotonic = time.monotonic
_clock_gettime = getattr(time, "clock_gettime", None)
_cpu_clock_of = getattr(time, "pthread_getcpuclockid", None)

_SPACING = 0.015  # seconds between looks that count
_LOOKS = 10
_LOOKS_WITHOUT_PROCFS = 25


class Silence:
    """Counts looks at a holder that did not change."""

    def __init__(self) -> None:
        self._last: tuple[object, ...] | None = None
        self._seen = 0
        self._looked = 0.0

    def noticed(self, holder: Actor) -> bool:
        """Look once more; tell whether the holder is out in the real world."""
        now = _monotonic()
        if now - self._looked < _SPACING:  # many threads look, and often all at once
            return False
        self._looked = now
        sign = None if holder.brief else _sleeping(holder)
        if sign is None:
            self._last, self._seen = None, 0
            return False
        self._seen = self._seen + 1 if (holder, *sign) == self._last else 1
        self._last = (holder, *sign)
        if self._seen < (_LOOKS_WITHOUT_PROCFS if sign[0] == "frame" else _LOOKS):
            return False
        self._last, self._seen = None, 0
        return True


def _sleeping(actor: Actor) -> tuple[object, ...] | None:
    """Something that stays the same as long as the thread sleeps in the system; None when it is awake."""
    frame = sys._current_frames().get(actor.tid)
    if frame is None:
        return ("gone",)
    if in_harness(frame):  # it may block on its channel: that is the host taking its turn
        return None
    if _clock_gettime is None or _cpu_clock_of is None:
        return ("frame", id(frame), frame.f_lasti)
    try:
        with open(f"/proc/self/task/{actor.native}/stat", "rb") as file:
            state = file.read().rpartition(b")")[2].split()[0]
    except OSError:
        return ("frame", id(frame), frame.f_lasti)
    if state != b"S":
        return None
    return ("cpu", _clock_gettime(_cpu_clock_of(actor.tid)))

"""Show how far a long piece of work is, and let Ctrl-C end it in good order."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

_BAR = 24
_EVERY = {True: 0.2, False: 10.0}  # real seconds between two lines, on a terminal and elsewhere


class Progress:
    """Tells how many of all are done: one line that moves on a terminal, plain lines elsewhere."""

    def __init__(self, stream: TextIO, now: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._now = stream, now
        self._moving = stream.isatty()
        self._total = self._done = self._begun_with = 0
        self._begun = self._said = now()
        self._width = 0

    def begins(self, total: int, done: int) -> None:
        """So many there are, so many need nothing more."""
        self._total, self._done, self._begun_with = total, done, done
        self._begun = self._said = self._now()
        if done:
            self._write(f"{done} of {total} were graded before", keep=True)

    def graded(self, done: Sequence[object]) -> None:
        """Some more are done."""
        self._done += len(done)
        now = self._now()
        if now - self._said >= _EVERY[self._moving] or self._done >= self._total:
            self._said = now
            self._write(self._line(now))

    def note(self, text: str) -> None:
        """Say something on a line of its own."""
        self._write(text, keep=True)

    def lost(self, id_: str, why: str, state: str) -> None:
        """A try of one was lost."""
        again = "left to a person" if state == "person" else "it is tried again"
        self._write(f"{id_}: {why}; {again}", keep=True)

    def ends(self) -> None:
        """Leave the line as it is."""
        if self._moving and self._width:
            self._stream.write("\n")
            self._stream.flush()

    def _line(self, now: float) -> str:
        seconds = now - self._begun
        rate = (self._done - self._begun_with) / seconds if seconds > 0 else 0.0
        left = (self._total - self._done) / rate if rate > 0 else 0.0
        counted = f"{self._done} of {self._total}"
        timed = f"{rate:.1f} a second, {_clock(left)} left" if rate > 0 else ""
        if not self._moving:
            return f"{counted} graded, {timed}" if timed else f"{counted} graded"
        full = _BAR * min(self._done, self._total) // max(1, self._total)
        return f"[{'#' * full}{'.' * (_BAR - full)}] {counted}  {timed}"

    def _write(self, text: str, *, keep: bool = False) -> None:
        text = "".join(character if character.isprintable() else "?" for character in text)
        if self._moving:
            self._stream.write("\r" + text.ljust(self._width) + ("\n" if keep else ""))
            self._width = 0 if keep else len(text)
        else:
            self._stream.write(text + "\n")
        self._stream.flush()


def _clock(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, hours = whole // 60, whole // 3600
    return f"{minutes} min" if not hours else f"{hours} h {minutes % 60} min"


@contextmanager
def progress_on_stderr() -> Iterator[Progress]:
    """Show progress on standard error."""
    progress = Progress(sys.stderr)
    try:
        yield progress
    finally:
        progress.ends()


@contextmanager
def stop_on_interrupt() -> Iterator[Callable[[], bool]]:
    """Yield a function that says whether to stop: after Ctrl-C or SIGTERM.  A second Ctrl-C ends at once."""
    asked = threading.Event()

    def ask(_signal: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        sys.stderr.write("\nStopping: what has been begun is finished first. Ctrl-C again ends at once.\n")

    if threading.current_thread() is not threading.main_thread():  # only that one may set handlers
        yield asked.is_set
        return
    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

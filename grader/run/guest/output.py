"""The guest's stdout and stderr: to the pipe as always, and as events in virtual time.

Standard library only.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

from grader.run.values import without_addresses

_LONGEST = 2_000  # of one event's text; the pipe has all of it


class _Stream(io.TextIOWrapper):
    """A text stream that tells of every write.  Flushed by the line, so that nothing is lost."""

    def __init__(self, descriptor: int, name: str, told: Callable[[str, str], None]) -> None:
        raw = io.FileIO(descriptor, "wb", closefd=False)
        super().__init__(
            io.BufferedWriter(raw),
            encoding="utf-8",
            errors="backslashreplace",
            newline="\n",
            line_buffering=True,
        )
        self._label, self._told = name, told
        self.sent = 0  # bytes

    @property
    def name(self) -> str:
        return f"<{self._label}>"

    def write(self, text: str, /) -> int:
        count = super().write(text)
        self.sent += len(text.encode("utf-8", "backslashreplace"))
        self._told(self._label, text)
        return count


def install(emit: Callable[[dict[str, Any]], None], now: Callable[[], int]) -> None:
    """Replace sys.stdout and sys.stderr.  `now` gives virtual nanoseconds since the run's start."""
    last: dict[str, Any] = {}

    def told(stream: str, text: str) -> None:
        nonlocal last
        instant = now()
        text = without_addresses(text.encode("utf-8", "replace").decode())
        if last.get("stream") == stream and last["t"] == instant and not last["text"].endswith("\n"):
            last["text"] += text[: _LONGEST - len(last["text"])]
            return
        last = {"ev": "out", "t": instant, "stream": stream, "text": text[:_LONGEST]}
        emit(last)

    sys.stdout = sys.__stdout__ = _Stream(1, "stdout", told)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _Stream(2, "stderr", told)  # type: ignore[misc]
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", errors="replace", closefd=False)  # type: ignore[misc] # noqa: SIM115


def sent() -> dict[str, int]:
    """Return how many bytes each stream has taken: what was printed before a call is not the call's."""
    streams = {"stdout": sys.__stdout__, "stderr": sys.__stderr__}
    return {name: stream.sent for name, stream in streams.items() if isinstance(stream, _Stream)}

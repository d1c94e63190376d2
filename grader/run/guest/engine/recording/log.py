"""The stream of events: when they happened, and how many of them there may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

Event = dict[str, Any]
_SHARE = 10  # a task may take this part of the room with its steps
_SPARE = 1_000  # rare events that are still told when the room for all others is used up


class Clock(Protocol):
    """The virtual clock, as the recorder sees it: whole nanoseconds."""

    now: int
    start: int


class Log:
    """Sends events on, up to a number.  Those that tell how the run ended have a reserve of their own.

    left: room for events.  Whoever records in a hot path looks at it first and does nothing when there
    is none.  dropped: how many events found no room.  task_room: how many steps of one task are told one by
    one, so that a task that polls does not take the room of all others.
    """

    __slots__ = ("_spare", "clock", "dropped", "emit", "left", "on_full", "start", "task_room")

    def __init__(self, clock: Clock) -> None:
        self.clock, self.start = clock, 0
        self.left = self._spare = self.dropped = self.task_room = 0
        self.emit: Callable[[Event], None] = _drop
        self.on_full: Callable[[], None] = _nothing

    def begin(self, room: int, emit: Callable[[Event], None]) -> None:
        """Take events from now on."""
        self.start, self.emit = self.clock.start, emit
        self.left, self._spare, self.task_room = room, _SPARE, room // _SHARE

    @property
    def now(self) -> int:
        """Nanoseconds since the start of the run."""
        return self.clock.now - self.start

    def tell(self, event: Event) -> None:
        """Send an event that only introduces a number.  It takes room, too, but is never dropped."""
        self.left -= 1
        event["t"] = self.clock.now - self.start
        self.emit(event)

    def count(self, event: Event, weight: int = 1) -> None:
        """Send an event, or count it as dropped.  weight: how much room it takes."""
        if self.left > 0:
            self.left -= weight
            self.emit(event)
            if self.left <= 0:
                self.on_full()
        else:
            self.dropped += 1

    def rare(self, kind: str, /, **fields: Any) -> None:
        """Send an event that must not be lost only because there were many others before it."""
        event = {"ev": kind, "t": self.clock.now - self.start, **fields}
        if self.left > 0:
            self.count(event)
        elif self._spare > 0:
            self._spare -= 1
            self.emit(event)
        else:
            self.dropped += 1

    def close(self) -> None:
        """Send nothing any more."""
        self.left = self._spare = 0
        self.emit = _drop


def _drop(event: Event) -> None:
    pass


def _nothing() -> None:
    pass

"""The guest's end of the channel: events go out in batches, time comes from the host.

The engine asks this object for time (`advance`) whenever nothing in the process can run.  The
question carries everything since the last one: events, calls of collaborators, cancellations.
The answer says what time it is now and which calls have ended.  Standard library only.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from grader.run import wire

_BATCH = 2_000  # events; well under wire.MAX_FRAME


class Turns:
    """The engine's authority over time, and the way out for everything the guest has to say.

    now: nanoseconds on the host's clock at the start.
    """

    def __init__(self, channel: socket.socket, now: int) -> None:
        self.engine: Any = None
        self._until = self._told = now
        self._channel: socket.socket | None = channel
        self._start = now
        self._events: list[dict[str, Any]] = []
        self._calls: list[dict[str, Any]] = []
        self._cancels: list[int] = []
        self._waiting: dict[int, Callable[[dict[str, Any]], None]] = {}

    # ---- events ------------------------------------------------------------------------------

    def emit(self, event: dict[str, Any]) -> None:
        self._events.append(event)
        if len(self._events) >= _BATCH:
            self.flush()

    def event(self, kind: str, **fields: Any) -> None:
        """Record something the harness saw, at the present instant."""
        self.emit({"ev": kind, "t": self.engine.now - self._start, **fields})

    def flush(self) -> None:
        """Send the events recorded so far."""
        if self._events:
            self._send_events(self._take_events())

    def _take_events(self) -> list[dict[str, Any]]:
        events, self._events = self._events, []
        return events

    # ---- the call ----------------------------------------------------------------------------

    def begun(self, printed: dict[str, int]) -> None:
        """Tell that the call begins.  printed: bytes of each stream that came before it."""
        self.send({"op": "begun", "now": self.engine.now, "events": self._take_events(), **printed})

    def returned(self, **value: Any) -> bool:
        """Tell that the call has ended, maybe with a value; return whether that could be sent."""
        self.flush()
        frame = {"op": "returned", "now": max(self.engine.now, self._told)}
        try:
            data = wire.pack({**frame, **value})
        except wire.WireError:
            self._write(wire.pack(frame))
            return False
        self._write(data)
        return True

    # ---- time --------------------------------------------------------------------------------

    def advance(self, when: int | None) -> int | None:
        """Ask for time (called by the engine when nothing here can run).

        Up to `until` nothing can happen on the host's side: so far this process goes by itself, and
        says with its next frame where it has got to.
        """
        if self._channel is None:
            return when
        if when is not None and when <= self._until and not self._calls and not self._cancels:
            return when
        calls, self._calls = self._calls, []
        cancels, self._cancels = self._cancels, []
        turn = {"op": "turn", "now": self.engine.now, "wake": when, "calls": calls, "cancels": cancels}
        self.send({**turn, "events": self._take_events()})
        reply = self._read()
        self._until = reply["until"]
        self._told = self._told if reply["now"] is None else reply["now"]
        for answer in reply["answers"]:
            deliver = self._waiting.pop(answer["id"], None)
            if deliver is not None:
                deliver(answer)
        return None if reply["now"] is None else int(reply["now"])

    # ---- calls of collaborators ----------------------------------------------------------------

    def call_later(
        self, number: int, call: dict[str, Any], deliver: Callable[[dict[str, Any]], None]
    ) -> None:
        """Send a call with the next turn; `deliver` gets its answer, during some later turn."""
        self._waiting[number] = deliver
        self._calls.append({"id": number, **call})

    def cancel(self, number: int) -> None:
        """Ask, with the next turn, that a call be cancelled; its answer still comes."""
        self._cancels.append(number)

    def call_now(self, call: dict[str, Any]) -> dict[str, Any]:
        """Have the host run a plain function while this process stands still."""
        self.send({"op": "call", **call, "now": self.engine.now, "events": self._take_events()})
        answer = self._read()
        self._until = answer["until"]
        return answer

    # ---- a forked child --------------------------------------------------------------------------

    def detach(self) -> None:
        """In a child that the program forked: this run is not its own, it must not speak for it."""
        if self._channel is not None:
            self._channel.close()
        self._channel = None

    def _write(self, data: bytes) -> None:
        if self._channel is not None:
            self._channel.sendall(data)

    def _read(self) -> wire.Frame:
        if self._channel is None:
            raise RuntimeError("what the exercise lends cannot be used in a forked process")
        return wire.receive(self._channel)

    # ---- frames ------------------------------------------------------------------------------

    def send(self, frame: wire.Frame) -> None:
        """Send a frame; events that make it too large go ahead of it.  Raises wire.WireError."""
        if "now" in frame:  # a run stops at its limit, but the host's clock may be further on by then
            frame["now"] = max(frame["now"], self._told)
        try:
            data = wire.pack(frame)
        except wire.WireError:
            self._send_events(frame["events"])
            data = wire.pack({**frame, "events": []})
        self._write(data)

    def _send_events(self, events: list[dict[str, Any]]) -> None:
        """Send events in as many frames as it takes; a single one that is too large is left out."""
        try:
            self._write(wire.pack({"op": "events", "events": events}))
        except wire.WireError:
            if len(events) > 1:
                self._send_events(events[: len(events) // 2])
                self._send_events(events[len(events) // 2 :])

    def end(self, frame: wire.Frame) -> None:
        """Send the last frame; one whose error is too large goes without it."""
        frame["events"] = self._take_events()
        try:
            self.send(frame)
        except wire.WireError:
            kept = {key: frame[key] for key in ("op", "now", "outcome")}
            self._write(wire.pack({**kept, "reason": "error too large", "events": []}))

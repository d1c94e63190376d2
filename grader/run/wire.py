"""The frames host and guest exchange: their framing, their caps, and what each may hold.

A frame is a JSON object behind a four-byte length.  The guest runs untrusted code, so the host
takes every byte of it for hostile: lengths, totals, nesting and counts are capped, keys and exact
types are checked field by field (`check_frame`), and nothing is ever unpickled or evaluated.

guest -> host   turn    nothing can run here: the calls made since, and when the next timer is due
                call    a collaborator's plain function is called; the guest stands still meanwhile
                events  recorded events, ahead of the next turn
                begun   the file is loaded, the call begins; no collaborator is called before
                returned  the call has ended, with this value; what follows is tidying up
                end     the run is over: its outcome.  Exactly one, nothing after it
host -> guest   run     what to run (first frame)
                go      the answer to a turn: the time it is now, answers to earlier calls
                answer  the answer to a call

Standard library only: this module is loaded on both sides.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable, Mapping
from typing import Any

MAX_FRAME = 1 << 20
MAX_TOTAL = 32 << 20
MAX_DEPTH = 80
MAX_TEXT = 100_000
_LENGTH = struct.Struct("!I")

Frame = dict[str, Any]


class WireError(Exception):
    """What arrived is not a frame that may be sent."""


class Closed(WireError):
    """The other side has gone."""


# ---- framing ---------------------------------------------------------------------------------


def pack(frame: Frame) -> bytes:
    """Return the frame's bytes.  Raises WireError when it is too large."""
    data = json.dumps(frame, separators=(",", ":"), allow_nan=False).encode("ascii")
    if len(data) > MAX_FRAME:
        raise WireError(f"a frame of {len(data)} bytes is over the limit of {MAX_FRAME}")
    return _LENGTH.pack(len(data)) + data


def unpack(data: bytes) -> Frame:
    """Parse one frame's JSON.  Raises WireError for anything but an object without duplicate keys."""
    try:
        frame = json.loads(
            data.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_duplicates
        )
    except (ValueError, RecursionError, MemoryError) as error:
        raise WireError(f"not JSON ({type(error).__name__})") from None
    if type(frame) is not dict:
        raise WireError("a frame must be an object")
    return frame


def _no_constant(name: str) -> Any:
    raise WireError(f"{name} is not a number that may be sent")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise WireError("a key occurs twice")
    return found


class FrameReader:
    """Cuts a stream of bytes into frames.  Raises WireError over any cap."""

    def __init__(self, max_total: int = MAX_TOTAL) -> None:
        self._buffer = bytearray()
        self._left = max_total

    def feed(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left < 0:
            raise WireError("more was sent than one run may send")
        self._buffer += data

    def next(self) -> Frame | None:
        """Return the next whole frame, or None when more bytes are needed."""
        if len(self._buffer) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._buffer)
        if not 2 <= length <= MAX_FRAME:
            raise WireError(f"a frame length of {length} is out of bounds")
        if len(self._buffer) < _LENGTH.size + length:
            return None
        frame = unpack(bytes(self._buffer[_LENGTH.size : _LENGTH.size + length]))
        del self._buffer[: _LENGTH.size + length]
        return frame

    @property
    def empty(self) -> bool:
        return not self._buffer


def receive(sock: socket.socket) -> Frame:
    """Read one frame from a blocking socket.  Raises Closed at its end.  For the guest's side."""
    return unpack(_exactly(sock, _LENGTH.unpack(_exactly(sock, _LENGTH.size))[0]))


def _exactly(sock: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = sock.recv(min(count - len(parts), 1 << 16))
        if not part:
            raise Closed("the other side has gone")
        parts += part
    return bytes(parts)


# ---- what a guest may send ---------------------------------------------------------------------

Check = Callable[[Any], bool]
_MAX_INT = 1 << 62


def _int(x: Any) -> bool:
    return type(x) is int and -_MAX_INT < x < _MAX_INT


def _text(x: Any) -> bool:
    return type(x) is str and len(x) <= MAX_TEXT


def _bool(x: Any) -> bool:
    return type(x) is bool


def _plain(x: Any) -> bool:
    """Any JSON value that is not nested too deeply (an encoded value of the learner's)."""
    level: list[Any] = [x]
    for _ in range(MAX_DEPTH):
        if not level:
            return True
        inner: list[Any] = []
        for item in level:
            if type(item) is list:
                inner += item
            elif type(item) is dict:
                inner += item.values()
        level = inner
    return not level


def _maybe(check: Check) -> Check:
    return lambda x: x is None or check(x)


def _list(check: Check) -> Check:
    return lambda x: type(x) is list and all(map(check, x))


def _object(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    fields = {**required, **(optional or {})}

    def check(x: Any) -> bool:  # for every event: hence the loop
        if type(x) is not dict:
            return False
        missing = len(required)
        for key, value in x.items():
            field = fields.get(key)
            if field is None or not field(value):
                return False
            missing -= key in required
        return not missing

    return check


_ints = _list(_int)
_id = _maybe(_int)
_frames = _list(lambda x: type(x) is list and len(x) == 2 and _int(x[0]) and _id(x[1]))
_number = _maybe(lambda x: _int(x) or (type(x) is float and abs(x) < 1e18))
_on = _object(
    {"kind": _text},
    {
        "delay": _number,
        "timeout": _number,
        "task": _id,
        "tasks": _list(_id),
        "obj": _maybe(_text),
        "name": _maybe(_text),
    },
)
_error = _object({"type": _text, "message": _text, "at": _ints})
_waiter = _object({"task": _int, "at": _frames, "on": _maybe(_on)})

_EVENTS: dict[str, tuple[Mapping[str, Check], Mapping[str, Check]]] = {
    "loc": (
        {"id": _int, "file": _text, "line": _int, "function": _text},
        {"column": _id, "end_line": _id, "end_column": _id},
    ),
    "coro": ({"id": _int, "name": _text, "args": _text}, {"loc": _id}),
    "run.start": ({"python": _text, "seed": _int}, {}),
    "loop.open": ({"loop": _int}, {}),
    "loop.close": ({"loop": _int}, {"pending": _ints}),
    "task.create": (
        {
            "task": _int,
            "by": _id,
            "coro": _id,
            "name": _maybe(_text),
            "coroutine": _text,
            "via": _maybe(_text),
            "at": _ints,
        },
        {"eager": _bool, "def": _id},
    ),
    "task.start": ({"task": _int}, {}),
    "task.resume": ({"task": _int, "after": _object({"kind": _text}, {"task": _id})}, {}),
    "task.wait": ({"task": _int, "at": _frames, "on": _on}, {}),
    "task.done": ({"task": _int, "how": _text}, {"value": _maybe(_text), "error": _maybe(_error)}),
    "task.cancel": ({"task": _int, "by": _id, "via": _maybe(_text), "at": _ints}, {}),
    "task.await-done": ({"task": _int, "by": _id, "at": _ints}, {}),
    "block": ({"task": _id, "what": _text, "since": _int, "ns": _int, "at": _ints}, {}),
    "thread.start": ({"thread": _int, "name": _text, "by": _id, "fn": _text, "at": _ints}, {}),
    "thread.wait": ({"thread": _int, "what": _text, "since": _int, "ns": _int, "at": _ints}, {}),
    "thread.end": ({"thread": _int}, {}),
    "coro.never-awaited": (
        {"name": _text, "at": _ints, "message": _text},
        {"coro": _id, "def": _id, "alive": _bool},
    ),
    "error": ({"what": _text}, {"task": _id, "error": _maybe(_error), "at": _ints}),
    "main.done": ({"task": _id, "pending": _ints}, {"how": _maybe(_text)}),
    "stuck": ({"kind": _text, "tasks": _list(_waiter)}, {"at": _ints, "detail": _text}),
    "out": ({"stream": _text, "text": _text}, {}),
    "paced": ({"why": _text}, {}),
    "truncated": ({"dropped": _int}, {}),
}
_EVENT_CHECKS = {
    kind: _object({"ev": _text, "t": _int, **required}, optional)
    for kind, (required, optional) in _EVENTS.items()
}


def _event(x: Any) -> bool:
    if type(x) is not dict:
        return False
    check = _EVENT_CHECKS.get(x["ev"]) if type(x.get("ev")) is str else None
    return check is not None and check(x)


_arguments = {"target": _int, "method": _text, "args": _plain, "kwargs": _plain}
_run_error = _maybe(_plain)  # decoded, and checked again, by values.decode_error

_FRAMES: dict[str, Check] = {
    "turn": _object(
        {
            "op": _text,
            "now": _int,
            "wake": _id,
            "calls": _list(_object({"id": _int, **_arguments})),
            "cancels": _ints,
            "events": _list(_event),
        },
    ),
    "call": _object({"op": _text, "now": _int, "events": _list(_event), **_arguments}),
    "events": _object({"op": _text, "events": _list(_event)}),
    "begun": _object({"op": _text, "now": _int, "events": _list(_event)}, {"stdout": _int, "stderr": _int}),
    "returned": _object({"op": _text, "now": _int}, {"value": _plain}),
    "end": _object(
        {"op": _text, "now": _int, "outcome": _text, "events": _list(_event)},
        {"kind": _maybe(_text), "error": _run_error, "reason": _maybe(_text)},
    ),
}


def check_frame(frame: Frame) -> str:
    """Return the frame's operation.  Raises WireError unless every field has its exact type."""
    op = frame.get("op")
    check = _FRAMES.get(op) if type(op) is str else None
    if check is None or not check(frame):
        raise WireError(f"not a frame a guest may send: {_describe(frame)}")
    return str(op)


def _describe(frame: Frame) -> str:
    """Name the part that is out of order, for whoever looks into a protocol failure."""
    if type(events := frame.get("events")) is list:
        for event in events:
            if not _event(event):
                return f"event {json.dumps(event)[:300]}"
    return json.dumps(frame)[:300]

"""The host believes nothing a guest sends."""

import json
import struct

import pytest

from grader.run import wire


def framed(text: str | bytes) -> bytes:
    data = text.encode() if isinstance(text, str) else text
    return struct.pack("!I", len(data)) + data


def read(*pieces: bytes, total: int = wire.MAX_TOTAL) -> list[wire.Frame]:
    reader, frames = wire.FrameReader(total), []
    for piece in pieces:
        reader.feed(piece)
        while (frame := reader.next()) is not None:
            frames.append(frame)
    return frames


TURN = {"op": "turn", "now": 0, "wake": 5, "calls": [], "cancels": [], "events": []}


def test_frames_survive_being_cut_anywhere():
    data = wire.pack(TURN) + wire.pack({"op": "returned", "now": 0})
    for cut in range(len(data)):
        assert read(data[:cut], data[cut:]) == [TURN, {"op": "returned", "now": 0}]


@pytest.mark.parametrize(
    "data",
    [
        struct.pack("!I", 0) + b"{}",
        struct.pack("!I", wire.MAX_FRAME + 1),
        b"\xff\xff\xff\xff",
        framed(b"\xff\xfe"),
        framed("[]"),
        framed("nul"),
        framed('{"a":NaN}'),
        framed('{"a":Infinity}'),
        framed('{"a":1,"a":2}'),
        framed("[" * 100_000),
        framed('{"a":' * 50_000),
    ],
    ids=[
        "empty",
        "too long",
        "huge",
        "not utf-8",
        "a list",
        "cut",
        "nan",
        "infinity",
        "twice",
        "deep",
        "deep objects",
    ],
)
def test_what_is_no_frame_is_refused(data):
    with pytest.raises(wire.WireError):
        read(data)


def test_a_guest_cannot_send_without_end():
    with pytest.raises(wire.WireError, match="more was sent"):
        read(wire.pack(TURN), wire.pack(TURN), total=len(wire.pack(TURN)) + 3)


def test_a_frame_too_large_to_send_is_an_error_of_the_sender():
    with pytest.raises(wire.WireError, match="over the limit"):
        wire.pack({"op": "x", "text": "x" * wire.MAX_FRAME})


EVENTS = [
    {"ev": "loc", "t": 0, "id": 1, "file": "exercise.py", "line": 3, "function": "main", "column": None},
    {
        "ev": "task.create",
        "t": 0,
        "task": 1,
        "by": None,
        "coro": 1,
        "name": "Task-1",
        "coroutine": "main",
        "via": "run",
        "at": [],
    },
    {"ev": "task.wait", "t": 0, "task": 1, "at": [[1, 1]], "on": {"kind": "sleep", "delay": 2}},
    {"ev": "task.done", "t": 2, "task": 1, "how": "returned", "value": "None", "error": None},
]


def test_events_of_the_schema_pass():
    assert wire.check_frame({"op": "events", "events": EVENTS}) == "events"


@pytest.mark.parametrize(
    "change",
    [
        {"ev": "verdict"},
        {"ev": ["task.wait"]},
        {"t": True},
        {"t": 1.5},
        {"t": 1 << 70},
        {"task": "1"},
        {"at": [[1]]},
        {"at": [[1, 1, 1]]},
        {"at": [["x", 1]]},
        {"on": {"kind": 1}},
        {"on": {"delay": 2}},
        {"on": {"kind": "sleep", "delay": "2"}},
        {"on": {"kind": "sleep", "points": 10}},
        {"points": 10},
        {"on": {"kind": "x" * (wire.MAX_TEXT + 1)}},
    ],
    ids=json.dumps,
)
def test_an_event_with_one_thing_out_of_order_is_refused(change):
    with pytest.raises(wire.WireError, match="not a frame a guest may send"):
        wire.check_frame({"op": "events", "events": [EVENTS[2] | change]})


@pytest.mark.parametrize(
    "frame",
    [
        {},
        {"op": "verdict", "score": 10},
        {"op": ["turn"]},
        TURN | {"score": 10},
        TURN | {"wake": "soon"},
        TURN | {"calls": [{"id": 1}]},
        TURN | {"cancels": [None]},
        {"op": "end", "outcome": "finished"},
        {"op": "end", "now": 0, "outcome": 1, "events": []},
    ],
    ids=json.dumps,
)
def test_a_frame_with_one_thing_out_of_order_is_refused(frame):
    with pytest.raises(wire.WireError):
        wire.check_frame(frame)


def test_values_may_nest_only_so_deep():
    deep: list[object] = []
    for _ in range(wire.MAX_DEPTH + 5):
        deep = [deep]
    with pytest.raises(wire.WireError):
        wire.check_frame({"op": "returned", "now": 0, "value": deep})

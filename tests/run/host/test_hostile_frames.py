"""A guest that lies: 2,000 mutations of a conversation, each met by a whole session in this process."""

import asyncio
import json
import os
import random
import socket
import struct

import pytest

from grader.model import Limits, Outcome, Run, Schedule
from grader.run import wire
from grader.run.host.clock import START, HostLoop
from grader.run.host.session import Session

S = 10**9
LIMITS = Limits(wall_seconds=5.0, virtual_seconds=100.0, events=100, idle_steps=50)
VALUE = ["one", {"t": "tuple", "v": [1, 2.5]}, None]


def event(kind, t=0, **fields):
    return {"ev": kind, "t": t, **fields}


def conversation():
    """Return what an honest guest says that sleeps two seconds and returns VALUE."""
    turn = {"op": "turn", "now": START, "wake": START + 2 * S, "calls": [], "cancels": []}
    return [
        {"op": "begun", "now": START, "events": [event("run.start", python="3.11.7", seed=0)]},
        {**turn, "events": [event("out", stream="stdout", text="hello")]},
        {"op": "returned", "now": START + 2 * S, "value": VALUE},
        {"op": "end", "now": START + 2 * S, "outcome": "finished", "kind": "coroutine", "events": []},
    ]


class FakeGuest:
    """Everything a guest will ever say, said already, as far as its channel holds it; it hears nothing."""

    pid = 0

    def __init__(self, data: bytes) -> None:
        self.channel, self._theirs = socket.socketpair()
        self._theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
        self._theirs.setblocking(False)
        if data:
            self._theirs.send(data)
        self._theirs.shutdown(socket.SHUT_WR)
        self.stdout, self.stderr = (self._empty_pipe() for _ in range(2))

    def _empty_pipe(self) -> int:
        read, write = os.pipe()
        os.close(write)
        return read

    def end(self) -> int:
        return 0

    def close(self) -> None:
        for sock in (self.channel, self._theirs):
            sock.close()
        for descriptor in (self.stdout, self.stderr):
            os.close(descriptor)


def meet(data: bytes) -> Run:
    async def run() -> Run:
        session = Session(FakeGuest(data), LIMITS, "main()", Schedule())  # type: ignore[arg-type]
        session.begin({"op": "run"})
        return await asyncio.wait_for(session.outcome, 1000)

    with asyncio.Runner(loop_factory=HostLoop) as runner:
        return runner.run(run())


def framed(frame) -> bytes:
    data = frame if type(frame) is bytes else json.dumps(frame).encode("utf-8", "surrogatepass")
    return struct.pack("!I", len(data)) + data


# ---- mutations -----------------------------------------------------------------------------------

ODD = [
    None, True, False, 0, -1, 1, 2**63, -(2**80), 1e308, float("nan"), float("inf"), "", "x" * 200_000,
    "\ud800", [], {}, [[[[]]]], {"t": "dict", "v": 3}, {"t": "int", "v": "zz"}, {"t": "proxy", "id": 0},
    {"t": "proxy", "id": "a"}, {"t": "float", "v": "nan"}, {"t": "exception"}, {"t": "bytes", "v": "?"},
    {"t": "tuple", "v": [[{}]] * 3}, "end", "finished", "fault", "killed",
    START, START + 2 * S, START + 10**15,
]  # fmt: skip


def places(node, path=()):
    yield path
    items = node.items() if type(node) is dict else enumerate(node) if type(node) is list else ()
    for key, item in items:
        yield from places(item, (*path, key))


def replaced(node, path, make):
    if not path:
        return make(node)
    copy = dict(node) if type(node) is dict else list(node)
    copy[path[0]] = replaced(node[path[0]], path[1:], make)
    return copy


def grown(node, rng):
    if type(node) is dict:
        return {**node, rng.choice(["op", "ev", "value", "more", "t"]): rng.choice(ODD)}
    if type(node) is list:
        return node + [rng.choice(ODD)] * rng.choice([1, 3, 500])
    return rng.choice(ODD)


def shrunk(node, rng):
    if type(node) is dict and node:
        gone = rng.choice(sorted(node))
        return {key: value for key, value in node.items() if key != gone}
    return []


def mutated(rng: random.Random) -> bytes:
    frames: list = conversation()
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        index = rng.randrange(len(frames))
        frame = frames[index]
        match rng.randrange(8):
            case 0 | 1 | 2 if type(frame) is dict:
                path = rng.choice(list(places(frame)))
                change = rng.choice(
                    [lambda _node: rng.choice(ODD), lambda n: grown(n, rng), lambda n: shrunk(n, rng)]
                )
                frames[index] = replaced(frame, path, change)
            case 3:
                frames.insert(rng.randrange(len(frames) + 1), frame)
            case 4 if len(frames) > 1:
                del frames[index]
            case 5:
                rng.shuffle(frames)
            case 6:
                frames.insert(
                    index,
                    rng.choice([b"[]", b"{}", b"{" * 3000, b'{"op":"turn","op":"end"}', b"\xff\xfe", b"NaN"]),
                )
            case _:
                data = bytearray(b"".join(map(framed, frames)))
                for _ in range(rng.choice([1, 3, 20])):
                    data[rng.randrange(len(data))] = rng.randrange(256)
                return bytes(data[: rng.randrange(len(data))] if rng.random() < 0.3 else data)
    return b"".join(map(framed, frames))


# ---- what comes of them --------------------------------------------------------------------------


def test_the_honest_conversation_is_a_finished_run():
    run = meet(b"".join(map(framed, conversation())))
    assert (run.outcome, run.value, run.elapsed) == (Outcome.FINISHED, ["one", (1, 2.5), None], 2.0)


def test_a_call_that_claims_to_have_returned_keeps_the_value_it_had_then():
    begun, turn, returned, end = conversation()
    early = {"op": "returned", "now": START}
    run = meet(b"".join(map(framed, [begun, early, turn, end])))
    assert (run.outcome, run.value, run.elapsed) == (Outcome.FINISHED, None, 0.0)
    again = meet(b"".join(map(framed, [begun, early, turn, returned, end])))
    assert again.outcome is Outcome.KILLED


def test_when_the_call_begins_is_noted_once_and_by_our_own_clock():
    begun, turn, returned, end = conversation()
    claimed = {"op": "events", "events": [event("call.start", 2 * S)]}
    for frames in ([claimed, begun, turn], [begun, turn, {**begun, "now": START + 2 * S}]):
        run = meet(b"".join(map(framed, [*frames, returned, end])))
        assert run.outcome is Outcome.KILLED


def test_nothing_finishes_that_has_not_begun_and_returned():
    begun, turn, returned, end = conversation()
    for frames in ([turn, returned, end], [begun, turn, end], [end]):
        assert meet(b"".join(map(framed, frames))).outcome in (Outcome.KILLED, Outcome.FAULT)


def test_no_collaborator_is_called_before_the_call_begins():
    begun, turn, *_ = conversation()
    call = {"id": 1, "target": 0, "method": "__call__", "args": [], "kwargs": {}}
    first = {"op": "events", "events": begun["events"]}
    plain = {"op": "call", "now": START, "events": [], **{k: v for k, v in call.items() if k != "id"}}
    for early in ({**turn, "calls": [call], "events": []}, plain):
        run = meet(b"".join(map(framed, [first, early])))
        assert (run.outcome, "before the call begins" in str(run.reason)) == (Outcome.KILLED, True)


@pytest.mark.parametrize("seed", range(20))
def test_a_mutated_conversation_ends_cleanly_and_its_time_is_the_hosts(seed):
    rng = random.Random(seed)
    for _ in range(100):
        data = mutated(rng)
        run = meet(data)
        assert type(run) is Run
        assert run.elapsed <= LIMITS.virtual_seconds or run.outcome is not Outcome.FINISHED
        if run.outcome is Outcome.FINISHED:
            assert data.count(b'"end"') >= 1
            assert run.elapsed == 0 or b"turn" in data, "time passes only when the host gives it"


@pytest.mark.parametrize("seed", range(4))
def test_noise_ends_as_killed_or_as_a_fault(seed):
    rng = random.Random(seed)
    for _ in range(50):
        run = meet(rng.randbytes(rng.randrange(1, 5000)))
        assert run.outcome in (Outcome.KILLED, Outcome.FAULT)


def test_more_than_one_run_may_send_is_not_read():
    reader = wire.FrameReader(max_total=100)
    with pytest.raises(wire.WireError):
        reader.feed(b"x" * 101)

"""The host's end of a guest's channel: how long it waits."""

import os
import socket
from types import SimpleNamespace

import pytest

from grader.model import Limits
from grader.run.host.channel import GuestChannel, Over


@pytest.mark.parametrize(("load", "limits_waited"), [(0.0, 1), (1e6, 4)])
def test_a_silent_guest_is_given_up_later_where_many_programs_want_to_run(monkeypatch, load, limits_waited):
    asked = []
    monkeypatch.setattr(os, "getloadavg", lambda: asked.append(load) or (load, load, load))
    ours, theirs = socket.socketpair()
    pipes = [os.pipe(), os.pipe()]
    process = SimpleNamespace(channel=ours, stdout=pipes[0][0], stderr=pipes[1][0])
    channel = GuestChannel(process, Limits(wall_seconds=0.01))
    with pytest.raises(Over, match="wall-limit"):
        channel.receive()
    assert len(asked) == min(limits_waited, 3)  # after the last one nobody needs to look
    for one in (ours, theirs):
        one.close()
    for read, write in pipes:
        os.close(read)
        os.close(write)

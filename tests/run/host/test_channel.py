"""The host's end of a guest's channel: how long it waits."""

import os
import select
import socket
from types import SimpleNamespace

import pytest

from grader.model import Limits
from grader.run.host.channel import GuestChannel, Over


@pytest.mark.parametrize(("load", "limits_waited"), [(0.0, 1), (1e6, 2)])
def test_a_silent_guest_is_given_up_later_where_many_programs_want_to_run(monkeypatch, load, limits_waited):
    waited = []
    monkeypatch.setattr(os, "getloadavg", lambda: (load, load, load))
    monkeypatch.setattr(select, "select", lambda *given: waited.append(given[3]) or ([], [], []))
    ours, theirs = socket.socketpair()
    process = SimpleNamespace(channel=ours, stdout=-1, stderr=-2)
    channel = GuestChannel(process, Limits(wall_seconds=5.0))
    with pytest.raises(Over, match="wall-limit"):
        channel.receive()
    assert len(waited) == limits_waited
    ours.close()
    theirs.close()

"""Which descriptors lead out of the process: there the clock must follow real time, elsewhere it need not."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from grader.run.guest.engine.clock import outside

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pipes are looked up in /proc")


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    """What `blocking_io` does in a guest: know every socket."""
    yield
    outside.sockets.clear()


def known(*sockets: socket.socket) -> tuple[socket.socket, ...]:
    for each in sockets:
        outside.sockets.add(each)
    return sockets


def test_both_ends_of_a_connection_are_inside() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        accepted, _ = listener.accept()
        with client, accepted:
            known(listener, client, accepted)
            assert not outside.leads_out([client.fileno(), accepted.fileno(), listener.fileno()])


def test_a_connection_to_a_socket_of_somebody_else_leads_out() -> None:
    listener = socket.create_server(("127.0.0.1", 0))  # not known: as if it were another process's
    with listener, socket.create_connection(listener.getsockname()) as client:
        known(client)
        assert outside.leads_out([client.fileno()])


@pytest.fixture
def childless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests' launchers are children of this process; a guest begins without any."""
    monkeypatch.setattr(outside, "has_children", lambda: False)


@pytest.mark.usefixtures("childless")
def test_a_pair_is_inside() -> None:
    left, right = socket.socketpair()
    with left, right:
        known(left, right)
        assert not outside.leads_out([left.fileno()])


def test_a_listening_socket_is_inside() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        known(listener)
        assert not outside.leads_out([listener.fileno()])


@pytest.mark.usefixtures("childless")
def test_a_pipe_is_inside_while_this_process_has_both_ends() -> None:
    read, write = os.pipe()
    assert not outside.leads_out([read])
    assert not outside.leads_out([write])
    os.close(write)
    assert outside.leads_out([read])
    os.close(read)


def test_a_pipe_may_lead_to_a_child() -> None:
    before = outside.has_children()
    read, write = os.pipe()
    child = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert outside.has_children()
        assert outside.leads_out([read])
    finally:
        child.communicate(b"\n")
        os.close(read)
        os.close(write)
    assert outside.has_children() is before


def test_what_is_neither_socket_nor_pipe_leads_out() -> None:
    descriptor = os.open(os.devnull, os.O_RDONLY)
    assert outside.leads_out([descriptor])
    os.close(descriptor)


def test_polling_tells_who_is_ready() -> None:
    left, right = socket.socketpair()
    with left, right:
        fds = [(left.fileno(), outside.READ), (right.fileno(), outside.READ)]
        assert outside.poll(fds, 0) == set()
        left.send(b"x")
        assert outside.poll(fds, 0) == {right.fileno()}
        assert outside.poll([(left.fileno(), outside.WRITE)], 0) == {left.fileno()}

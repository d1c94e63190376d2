"""The real world: which descriptors lead out of this process, and waiting for them.

Sockets whose both ends are in this process are exact on the virtual clock: on Linux what was sent
over loopback has arrived when `send` returns, so an idle process really is idle.  A child process,
a pipe to one or a remote peer is different: only real time is honest there.
"""

from __future__ import annotations

import os
import select
import socket
import stat
import time
import weakref
from collections.abc import Iterable
from typing import Any

_monotonic = time.monotonic
_poll_class = getattr(select, "poll", None)
_select = select.select
READ = getattr(select, "POLLIN", 1)
WRITE = getattr(select, "POLLOUT", 4)
_SO_PEERCRED = getattr(socket, "SO_PEERCRED", None)
_AF_UNIX = getattr(socket, "AF_UNIX", None)

sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
"""Every socket the program has made; `blocking_sockets` fills it."""


class Descriptors:
    """A wait for some descriptors, as a `Watch`."""

    __slots__ = ("_fds",)

    def __init__(self, fds: list[tuple[int, int]]) -> None:
        self._fds = fds

    def pollable(self) -> list[tuple[int, int]]:
        return self._fds

    def members(self) -> list[int]:
        return [fd for fd, _mask in self._fds]


def poll(fds: Iterable[tuple[int, int]], seconds: float) -> set[int]:
    """Really wait until one of the descriptors is ready, at most so long; tell which are."""
    if _poll_class is not None:
        poller = _poll_class()
        for fd, mask in fds:
            poller.register(fd, mask)
        # Rounded up, or the last fraction of a millisecond would be spent in a busy loop.
        return {fd for fd, _event in poller.poll(-(-seconds * 1000 // 1))}
    readers = [fd for fd, mask in fds if mask & READ]
    writers = [fd for fd, mask in fds if mask & WRITE]
    if not readers and not writers:  # Windows refuses three empty lists
        return set()
    ready = _select(readers, writers, [], seconds)
    return {*ready[0], *ready[1]}


def leads_out(fds: Iterable[int]) -> bool:
    """Tell whether the other end of any of these descriptors is not in this process."""
    mine = {sock.fileno(): sock for sock in list(sockets)}
    names = {name for sock in mine.values() if (name := _name(sock)) is not None}
    return any(_socket_leads_out(mine[fd], names) if fd in mine else _pipe_leads_out(fd) for fd in fds)


def _socket_leads_out(sock: socket.socket, names: set[Any]) -> bool:
    try:
        peer = sock.getpeername()
    except OSError:
        return False  # listening, or still connecting
    if sock.family == _AF_UNIX:
        # One end of a nameless pair may have gone to a child; nothing says whether it did.
        return _peer_process(sock) != os.getpid() or (not peer and has_children())
    return _port(peer) not in names


def _peer_process(sock: socket.socket) -> int:
    if _SO_PEERCRED is None:
        return os.getpid()  # cannot be known: most likely a pair of our own
    return int.from_bytes(sock.getsockopt(socket.SOL_SOCKET, _SO_PEERCRED, 12)[:4], "little")


def _name(sock: socket.socket) -> Any:
    try:
        return _port(sock.getsockname())
    except OSError:
        return None


def _port(address: Any) -> Any:
    # By port: the address may be 127.0.0.1 at one end and ::ffff:127.0.0.1 at the other.
    return address[1] if isinstance(address, tuple) and len(address) > 1 else address


def _pipe_leads_out(fd: int) -> bool:
    """A pipe is inside when its other end is open here and there is no child that has it, too."""
    try:
        status = os.fstat(fd)
        if not stat.S_ISFIFO(status.st_mode) or has_children():
            return True
        return not any(_other_end(int(name), fd, status) for name in os.listdir("/proc/self/fd"))
    except (OSError, ValueError):
        return True


def _other_end(other: int, fd: int, status: os.stat_result) -> bool:
    import fcntl

    try:
        found = os.fstat(other)
    except OSError:
        return False  # the descriptor of the listing itself
    if other == fd or (found.st_dev, found.st_ino) != (status.st_dev, status.st_ino):
        return False
    mode = os.O_ACCMODE
    return fcntl.fcntl(other, fcntl.F_GETFL) & mode != fcntl.fcntl(fd, fcntl.F_GETFL) & mode


def has_children() -> bool:
    """Tell whether this process has children (or had some that nobody has waited for)."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    except (AttributeError, OSError):
        return True  # cannot be known here: the careful answer
    return True

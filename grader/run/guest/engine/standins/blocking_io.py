"""Blocking calls on sockets, and `select`: they wait on the virtual clock like everything else.

A thread that stands in `recv` for an answer from another thread of this process would else hold the
baton, and nobody could answer.
"""

from __future__ import annotations

import os
import select
import selectors
import socket
import stat
import sys
from collections.abc import Callable
from typing import Any, ClassVar

from ..clock import outside
from ..clock.actors import Waiter
from ..clock.clock import Clock
from ..clock.outside import READ, WRITE
from .event_loop import VirtualSelector
from .replace import dress, put

_RECEIVING = ("_accept", "recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into")
_SENDING = ("send", "sendto", "sendmsg")
_DONT_WAIT = getattr(socket, "MSG_DONTWAIT", 0)

Fds = list[tuple[int, int]]


def install(clock: Clock) -> None:
    """Replace the blocking methods of `socket.socket`, `select.select` and the selectors' `select`."""
    _Waits.clock = clock
    put(socket.socket, **_SOCKET)
    if sys.platform != "win32":
        put(os, read=_READ)
        put(select, select=_SELECT)
        for kind, method in _SELECTORS.items():
            put(kind, select=method)


class _Waits:
    """Makes the stand-ins."""

    clock: ClassVar[Clock]

    def for_any(self, fds: Fds, timeout: float | None, what: str) -> bool:
        """Wait until one of the descriptors is ready; False when the time is over."""
        if outside.poll(fds, 0):
            return True
        if timeout is not None and timeout <= 0:
            self.clock.give_way()
            return bool(outside.poll(fds, 0))
        waiter = Waiter(what, watch=outside.Descriptors(fds))
        self.clock.wait(waiter, None if timeout is None else self.clock.deadline(timeout))
        return bool(outside.poll(fds, 0))

    def _applies(self, sock: socket.socket) -> bool:
        """Leave alone what does not block, and sockets from before the program: the harness's own."""
        return sock.gettimeout() != 0 and not self.clock.real and sock in outside.sockets

    def _until_ready(self, sock: socket.socket, mask: int, what: str) -> None:
        if not self.for_any([(sock.fileno(), mask)], sock.gettimeout(), what):
            raise TimeoutError("timed out")

    def before(self, real: Callable[..., Any], mask: int) -> Callable[..., Any]:
        what = f"socket.{real.__name__.lstrip('_')}"

        def method(self_: socket.socket, *args: Any, **options: Any) -> Any:
            if self._applies(self_):
                self._until_ready(self_, mask, what)
            return real(self_, *args, **options)

        return dress(method, real)  # type: ignore[no-any-return]

    def sendall(self) -> Callable[..., None]:
        """A loop of `send`: the stock one would wait in C for room."""
        real_sendall, real_send = socket.socket.sendall, socket.socket.send

        def sendall(self_: socket.socket, data: Any, flags: int = 0, /) -> None:
            if not self._applies(self_):
                real_sendall(self_, data, flags)
                return
            with memoryview(data) as view, view.cast("B") as rest:
                sent = 0
                while sent < len(rest):
                    self._until_ready(self_, WRITE, "socket.sendall")
                    sent += real_send(self_, rest[sent:], flags | _DONT_WAIT)

        return dress(sendall, real_sendall)  # type: ignore[no-any-return]

    def read(self, real: Callable[[int, int], bytes]) -> Callable[[int, int], bytes]:
        """`os.read`, for pipes: between threads, and from children."""

        def read(fd: int, length: int, /) -> bytes:
            if not self.clock.real and not self.clock.me().inside and _blocks(fd):
                self.for_any([(fd, READ)], None, "os.read")
            return real(fd, length)

        return dress(read, real)  # type: ignore[no-any-return]

    def select(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def select_(rlist: Any, wlist: Any, xlist: Any, timeout: float | None = None, /) -> Any:
            ready = real(rlist, wlist, xlist, 0)
            if self.clock.real:
                return real(rlist, wlist, xlist, timeout)
            if any(ready) or (timeout is not None and timeout <= 0):
                return ready
            fds = [(_fileno(each), READ) for each in (*rlist, *xlist)] + [
                (_fileno(each), WRITE) for each in wlist
            ]
            self.for_any(fds, timeout, "select.select")
            return real(rlist, wlist, xlist, 0)

        return select_

    def selector(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def select_(self_: Any, timeout: float | None = None) -> Any:
            if self.clock.real or isinstance(self_, VirtualSelector):
                return real(self_, timeout)
            ready = real(self_, 0)
            if ready or (timeout is not None and timeout <= 0):
                return ready
            fds = [(key.fd, _mask(key.events)) for key in self_.get_map().values()]
            self.for_any(fds, timeout, "selectors.select")
            return real(self_, 0)

        return dress(select_, real)  # type: ignore[no-any-return]


def _blocks(fd: int) -> bool:
    try:
        mode = os.fstat(fd).st_mode
        return (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)) and os.get_blocking(fd)
    except OSError:
        return False  # the real call says what is wrong


def _mask(events: int) -> int:
    return (READ if events & selectors.EVENT_READ else 0) | (WRITE if events & selectors.EVENT_WRITE else 0)


def _fileno(thing: Any) -> int:
    return thing if isinstance(thing, int) else int(thing.fileno())


def _adding(real_init: Callable[..., None]) -> Callable[..., None]:
    def init(self: Any, *args: Any, **options: Any) -> None:
        real_init(self, *args, **options)
        if not _WAITS.clock.real:
            outside.sockets.add(self)

    return init


# Made once, in the process that all guests are forked from.
_WAITS = _Waits()
_SOCKET: dict[str, Any] = {
    "__init__": _adding(socket.socket.__init__),
    "sendall": _WAITS.sendall(),
    **{
        name: _WAITS.before(getattr(socket.socket, name), mask)
        for names, mask in ((_RECEIVING, READ), (_SENDING, WRITE))
        for name in names
        if hasattr(socket.socket, name)
    },
}
_READ, _SELECT = _WAITS.read(os.read), dress(_WAITS.select(select.select), select.select)
_SELECTORS = {
    kind: _WAITS.selector(kind.select)
    for name in ("SelectSelector", "PollSelector", "EpollSelector", "KqueueSelector", "DevpollSelector")
    if (kind := getattr(selectors, name, None)) is not None
}

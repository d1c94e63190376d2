"""A network inside this process, for exercises whose answers open connections.

    connections = network.serve("shop.example", 8080, [(0.5, b"HTTP/1.1 200 OK\\r\\n"), (1, b"...")])

From then on every TCP socket of the process is one end of a pair.  Connecting it leads to a server of
the suite's, which reads a request up to its blank line, sends the pieces, each so many seconds after the
one before, and closes.  A request that stays incomplete it does not answer.  asyncio's streams and
protocols, its `sock_` methods, and blocking sockets in any thread all meet the same server, on the
virtual clock, at every isolation level: nothing leaves the process, and no right is needed but that to
a pair of sockets.

The server's threads stand by before the program connects, so that none counts as the program's own.
Standard library only.
"""

from __future__ import annotations

import asyncio
import queue
import socket
import threading
import time
import weakref
from collections.abc import Iterable, Sequence
from typing import Any

ADDRESS = "192.0.2.7"  # of a range that is kept for examples
PATIENCE = 30.0  # seconds without a complete request after which the server closes
_AT_ONCE = 4  # connections that are answered at the same time
_BLANK = (b"\r\n\r\n", b"\n\n")
_TCP = (-1, socket.AF_INET, socket.AF_INET6)

Pieces = Sequence[tuple[float, bytes]]


class Connection:
    """One connection, as the server sees it.  received: what has been read up to the blank line."""

    def __init__(self, near: socket.socket) -> None:
        self._near = near  # held, so that only the program closes it, and never the garbage collector
        self.received = b""

    @property
    def closed(self) -> bool:
        """Whether the program has closed its end."""
        return self._near.fileno() == -1


class _Server:
    """Answers connections in threads of its own."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._waiting: queue.Queue[tuple[Connection, socket.socket]] = queue.Queue()
        self.connections: list[Connection] = []
        for _ in range(_AT_ONCE):
            threading.Thread(target=self._work, daemon=True).start()

    def accept(self, near: socket.socket, far: socket.socket) -> None:
        connection = Connection(near)
        self.connections.append(connection)
        self._waiting.put((connection, far))

    def _work(self) -> None:
        while True:
            connection, far = self._waiting.get()
            with far:
                self._answer(connection, far)

    def _answer(self, connection: Connection, far: socket.socket) -> None:
        far.settimeout(PATIENCE)
        while not any(blank in connection.received for blank in _BLANK):
            try:
                data = far.recv(65536)
            except TimeoutError:
                return
            if not data:
                return
            connection.received += data
        for seconds, piece in self._pieces:
            time.sleep(seconds)
            try:
                far.sendall(piece)
            except OSError:  # the program has closed its end
                return


_servers: dict[tuple[str, int], _Server] = {}
_far_ends: weakref.WeakKeyDictionary[socket.socket, socket.socket] = weakref.WeakKeyDictionary()
_transports: list[Any] = []


def serve(host: str, port: int, pieces: Iterable[tuple[float, bytes]]) -> list[Connection]:
    """Have these pieces answer every request to host and port; return the list of connections to come.

    To be called while the event loop runs, before the program connects.
    """
    if not _servers:
        _install()
    server = _Server(tuple(pieces))
    _servers[host, port] = _servers[ADDRESS, port] = server
    return server.connections


# ---- what stands in place of the real network ----------------------------------------------------


def _install() -> None:
    kind: Any = socket.socket
    make, set_option = kind.__init__, kind.setsockopt

    def init(self: Any, family: int = -1, type: int = -1, proto: int = -1, fileno: int | None = None) -> None:
        if fileno is not None or family not in _TCP or type not in (-1, socket.SOCK_STREAM):
            make(self, family, type, proto, fileno)
            return
        near, far = _pair()
        make(self, near.family, near.type, near.proto, near.detach())
        _far_ends[self] = far

    def setsockopt(self: Any, level: int, *option: Any) -> None:
        if level != socket.IPPROTO_TCP:  # a pair has no such options, and no need of them
            set_option(self, level, *option)

    kind.__init__, kind.setsockopt = init, setsockopt
    kind.connect, kind.connect_ex = _connect, _connect_ex
    socket.getaddrinfo = _getaddrinfo
    socket.gethostbyname = lambda host: str(_getaddrinfo(host, 0)[0][4][0])
    _keep_open(asyncio.get_running_loop())


def _pair(make: Any = socket.socketpair) -> tuple[socket.socket, socket.socket]:
    return make()  # type: ignore[no-any-return]


def _connect(near: socket.socket, address: Any) -> None:
    server = _servers.get(tuple(address[:2])) if isinstance(address, (tuple, list)) else None
    far = _far_ends.pop(near, None)
    if server is None or far is None:
        raise ConnectionRefusedError(111, f"nothing listens at {address!r}")
    server.accept(near, far)


def _connect_ex(near: socket.socket, address: Any) -> int:
    try:
        _connect(near, address)
    except OSError as error:
        return error.errno or -1
    return 0


def _getaddrinfo(host: Any, port: Any, *_: Any, **__: Any) -> list[Any]:
    host = host.decode() if isinstance(host, bytes) else host
    if host not in {name for name, _port in _servers}:
        raise socket.gaierror(socket.EAI_NONAME, f"no host is called {host!r}")
    return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (ADDRESS, int(port)))]


def _keep_open(loop: Any) -> None:
    """Close nothing that the program does not close: it is asked whether it did."""
    make = loop._make_socket_transport

    def make_transport(*args: Any, **options: Any) -> Any:
        _transports.append(make(*args, **options))
        return _transports[-1]

    async def getaddrinfo(host: Any, port: Any, **options: Any) -> list[Any]:
        return _getaddrinfo(host, port)  # the stock one would ask in a thread

    loop._make_socket_transport = make_transport
    loop.getaddrinfo = getaddrinfo
    setattr(asyncio.StreamWriter, "__del__", lambda writer: None)  # noqa: B010  # mypy knows it as a method

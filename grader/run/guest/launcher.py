"""Start a fresh guest process for every run, by forking one that has everything loaded.

Started by path, with a control socket as its only argument, an environment without secrets and
nothing of the host's in memory.  It loads asyncio, the engine and what learners commonly import,
then forks once per run: the child gets a channel and two pipes of its own and becomes the guest
(`harness.run`).  `--once FD` serves where there is no fork: one process, one run.

host -> launcher   {"op": "setup", ...}   once, at a level with walls; answered by what `walls.Walls` could do
                   {"op": "fork", "limits": {...}, "cwd": path|null}
                   and descriptors: channel, stdout, stderr[, stdin]
                   {"op": "reap", "pid": n}   end whatever is left of the run, answer with its wait status
launcher -> host   {"pid": n}, or {"pid": 0, "error": "..."} when no run can be started (a full disk, say),
                   and {"status": n, "left": n}

Standard library only.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
import types
from collections.abc import Collection
from typing import Any, NoReturn


def _lay_package() -> None:
    """Make `grader.run` importable without the rest of the package.

    The guest must not be able to import the host's modules by accident, and in a box there is
    nothing of them to import: only this folder and the wire's two modules are bound there.
    """
    run = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for name, folder in (("grader", os.path.dirname(run)), ("grader.run", run)):
        package = types.ModuleType(name)
        package.__path__ = [folder]
        sys.modules[name] = package


if __name__ == "__main__":
    _lay_package()

from grader.run import wire  # noqa: E402  # the stub packages have to be laid first
from grader.run.guest import harness, limits  # noqa: E402

# What learners import: loaded once here instead of in every run.
_COMMON = (
    "abc collections concurrent.futures contextlib contextvars copy dataclasses datetime decimal enum "
    "functools "
    "heapq inspect io itertools json logging math operator os.path pathlib queue random re string "
    "textwrap threading time traceback types typing uuid warnings weakref"
)


_PATIENCE = 0.02  # seconds: the longest pause while a guest ends by itself; all of them take three times that


def serve(control: socket.socket) -> None:
    """Fork and reap on the host's orders until it hangs up."""
    for name in _COMMON.split():
        __import__(name)
    engine = harness.prepare()
    gc.collect()
    gc.freeze()  # shared pages stay shared: the collector of a child does not touch them
    limits.become_subreaper()
    guests: dict[int, _Child] = {}
    walls: Any = None
    while True:
        try:
            order, descriptors = receive_order(control)
        except (wire.WireError, OSError):
            break
        if order["op"] == "fork":
            try:
                guest = _Child(order, descriptors, control, engine, walls)
            except OSError as error:
                control.sendall(wire.pack({"pid": 0, "error": error.strerror or str(error)}))
            else:
                guests[guest.pid] = guest
                control.sendall(wire.pack({"pid": guest.pid}))
            for descriptor in descriptors:
                os.close(descriptor)
        elif order["op"] == "setup":
            walls, said = _build_walls(order)
            control.sendall(wire.pack(said))
            if walls is None:
                break  # nothing is ever run without the walls that were asked for
        else:
            control.sendall(wire.pack(guests.pop(order["pid"]).reap(keep=guests.keys())))
    for guest in guests.values():
        guest.reap(keep=())


def _build_walls(order: wire.Frame) -> tuple[Any, wire.Frame]:
    try:
        from grader.run.guest.walls import Walls  # here, as level `none` has none and other systems know none

        walls = Walls(order)
    except OSError as error:
        return None, {"error": error.strerror or str(error), "errno": error.errno}
    return walls, {"error": None, **walls.facts}


def receive_order(control: socket.socket) -> tuple[wire.Frame, list[int]]:
    """Read one frame and the descriptors that came with its first byte."""
    first, descriptors, _flags, _address = socket.recv_fds(control, 1, 4)
    if not first:
        raise wire.Closed("the host has gone")
    length = int.from_bytes(first + _read(control, 3), "big")
    return wire.unpack(_read(control, length)), descriptors


def _read(control: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = control.recv(count - len(data))
        if not part:
            raise wire.Closed("the host has gone")
        data += part
    return data


class _Child:
    """One forked guest, in a process group and a temporary folder of its own."""

    def __init__(
        self,
        order: wire.Frame,
        descriptors: list[int],
        control: socket.socket,
        engine: Any,
        walls: Any = None,
    ) -> None:
        self.walls = walls
        wanted = order["cwd"] is None and (walls is None or bool(order["limits"].get("writable")))
        self.folder = tempfile.mkdtemp(prefix="guest-") if wanted else None
        try:
            self.pid = os.fork()
        except OSError:
            if self.folder is not None:
                shutil.rmtree(self.folder, ignore_errors=True)
            raise
        if self.pid == 0:
            control.close()
            become_guest(order, descriptors, engine, self.folder, walls)

    def reap(self, keep: Collection[int]) -> dict[str, Any]:
        """Wait briefly for the guest to end by itself, kill what is left, clear its folder.

        keep: the guests of other runs, which live on.
        """
        status, pause = None, 0.0001
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid or pause > _PATIENCE:
                break
            time.sleep(pause)
            pause *= 1.5
        self._kill_group()
        if not pid:
            _, status = os.waitpid(self.pid, 0)
        left = limits.kill_children(keep) if self.walls is None else self.walls.kill_rest(keep)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        if self.walls is not None and not keep:
            self.walls.clear()
        return {"status": status, "left": left}

    def _kill_group(self) -> None:
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # the group is empty, or (macOS) holds only the dead


def become_guest(
    order: wire.Frame, descriptors: list[int], engine: Any, folder: str | None, walls: Any = None
) -> NoReturn:
    """Turn this process into the guest of one run; never returns."""
    code = 70
    try:
        if walls is not None:
            walls.close_files(order["limits"], folder)  # first, while its ruleset is still open
        channel = _place(descriptors)
        os.chdir(folder or order["cwd"] or walls.cwd)
        limits.apply(order["limits"])
        if walls is not None:
            walls.close_calls(order["limits"])
        harness.run(channel, engine)
        code = 0
    except wire.Closed:
        code = 71
    except BaseException:  # ours: the host sees that no event ever came, and shows this text
        traceback.print_exc()
    finally:
        os._exit(code)


def _place(descriptors: list[int]) -> socket.socket:
    """Put the run's own descriptors where a program expects them, keep nothing else open."""
    channel, out, err, *rest = descriptors
    if os.getsid(0) != os.getpid():
        os.setsid()
    source = rest[0] if rest else os.open(os.devnull, os.O_RDONLY)
    spare = [os.dup(fd) for fd in (source, out, err, channel)]
    for number, fd in enumerate(spare):
        os.dup2(fd, number, inheritable=number < 3)
    os.closerange(4, 1024)
    return socket.socket(fileno=3)


def main() -> None:
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    control = socket.socket(fileno=int(sys.argv[-1]))
    if "--once" not in sys.argv:
        serve(control)
        return
    order, descriptors = receive_order(control)
    control.sendall(wire.pack({"pid": os.getpid()}))
    control.close()
    become_guest(order, descriptors, harness.prepare(), None)


if __name__ == "__main__":
    main()

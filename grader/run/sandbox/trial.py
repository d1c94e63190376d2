"""Try a box: run the canary in it as a submission would be run, and see what it got away with."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.run import values, wire
from grader.run.sandbox.process import GuestProcess, Launcher

_CANARY = Path(__file__).with_name("canary.py")
_HIDDEN = Path(__file__).parent.parent.parent / "grading.py"  # readable by all, and no part of a box
_BOUNDS = {"cpu_seconds": 5.0, "memory_bytes": 512 << 20, "open_files": 64, "file_bytes": 1 << 20}
_SETTINGS = {"virtual_ns": 10**9, "events": 1000, "cpu_seconds": 5.0, "wall_seconds": 10.0, "threads": 8}
_PATIENCE = 15.0


class Trial:
    """One canary run: `begin` it, do other things, `finish` it."""

    def __init__(self) -> None:
        self._tcp = socket.create_server(("127.0.0.1", 0)) if _has_loopback() else None
        self._name = f"grader-canary-{os.getpid()}-{time.monotonic_ns()}"
        self._unix = socket.socket(socket.AF_UNIX)
        self._unix.bind("\0" + self._name)
        self._unix.listen()
        self._guest: GuestProcess | None = None

    def begin(self, launcher: Launcher) -> None:
        """Order the canary without waiting for anything.  Raises LauncherDied."""
        self._launcher = launcher
        self._guest = launcher.order(_BOUNDS)
        port = self._tcp.getsockname()[1] if self._tcp else 9
        arguments = [str(_HIDDEN), os.getpid(), port, self._name]
        with suppress(OSError):  # the launcher has gone, and `settle` says why
            self._guest.channel.sendall(wire.pack(_request(arguments)))

    def finish(self) -> list[str]:
        """Return what the canary got away with; empty means the box holds.  Raises LauncherDied."""
        assert self._guest is not None
        guest, self._guest = self._guest, None
        self._launcher.confirm(guest)
        try:
            guest.channel.settimeout(_PATIENCE)
            result = _result(guest.channel)
        except (wire.WireError, OSError) as error:
            return [f"the canary did not come to an end ({error})"]
        finally:
            guest.end()
            guest.close()
            self.close()
        match result:
            case [int(tried), [*worked]] if tried > 0:
                return [str(way) for way in worked]
        return ["the canary gave no account of itself"]

    def close(self) -> None:
        """Close our listeners, and what we hold of a canary that was not waited for."""
        if self._guest is not None:
            self._guest.close()
            self._guest = None
        for sock in (self._tcp, self._unix):
            if sock is not None:
                sock.close()


def _has_loopback() -> bool:
    try:
        socket.create_server(("127.0.0.1", 0)).close()
    except OSError:
        return False
    return True


def _request(arguments: list[object]) -> wire.Frame:
    encode = values.Encoder(lambda _value: {"t": "object"}).encode
    return {
        "op": "run",
        "mode": "call",
        "source": _CANARY.read_text(encoding="utf-8"),
        "file": "canary.py",
        "folder": None,
        "settings": {**_SETTINGS, "stagger": 0.0, "set_order": "created", "seed": 0},
        "local_clock": True,
        "probe": None,
        "target": "main",  # called before there is a loop, whose descriptors would look like ours
        "args": encode(arguments),
        "kwargs": encode({}),
        "now": 0,
    }


def _result(channel: socket.socket) -> Any:
    value = None
    while True:
        frame = wire.receive(channel)
        if frame.get("op") == "returned":
            value = frame.get("value")
        if frame.get("op") == "end":
            if frame.get("outcome") != "finished":
                raise wire.WireError(f"it {frame.get('outcome')}: {frame.get('error')}")
            return values.Decoder(lambda _data: None).decode(value)

"""Level `none`: start the launcher, have it fork guests, see that nothing of them is left.

The launcher is executed, not forked: it holds no test, no solution and no descriptor of ours.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.run import wire

_LAUNCHER = Path(__file__).parent.parent / "guest" / "launcher.py"
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
_PATIENCE = 20.0  # real seconds for the launcher's own answers, which take milliseconds

Orders = Mapping[str, object]


class LauncherDied(Exception):
    """The launcher does not answer: our fault, never the learner's."""


class GuestProcess:
    """One guest process: its channel and the read ends of its output."""

    def __init__(self, launcher: Launcher, channel: socket.socket, stdout: int, stderr: int) -> None:
        self._launcher, self.channel, self.stdout, self.stderr = launcher, channel, stdout, stderr
        self.pid = 0
        self._status: int | None = None

    def end(self) -> int:
        """Kill whatever is left of the run; return its exit status, negative for a signal."""
        if self._status is None:
            status = self._launcher.reap(self)
            self._status = os.waitstatus_to_exitcode(status) if status >= 0 else status
        return self._status

    def close(self) -> None:
        """Close our ends of its channel and pipes."""
        self.channel.close()
        for descriptor in (self.stdout, self.stderr):
            os.close(descriptor)


class Launcher:
    """A preloaded process that forks one fresh guest per run.

    Where there is no fork every run gets a process of its own (`fork=False` forces that).
    """

    def __init__(self, *, fork: bool = hasattr(os, "fork")) -> None:
        self._fork = fork
        self._single: dict[GuestProcess, tuple[subprocess.Popen[bytes], socket.socket]] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        if fork:
            self._process, self._control = _execute()

    def start(self, limits: Orders, *, cwd: str | None = None, stdin: int | None = None) -> GuestProcess:
        """Start a guest.  cwd: its folder, or None for a fresh temporary one.  Raises LauncherDied."""
        ours, theirs = socket.socketpair()
        out_read, out_write = os.pipe()
        err_read, err_write = os.pipe()
        guest = GuestProcess(self, ours, out_read, err_read)
        process, control = (self._process, self._control) if self._fork else _execute("--once")
        assert process is not None
        assert control is not None
        if not self._fork:
            self._single[guest] = (process, control)
        order = {"op": "fork", "limits": dict(limits), "cwd": cwd if self._fork else cwd or str(Path.cwd())}
        given = [theirs.fileno(), out_write, err_write, *([] if stdin is None else [stdin])]
        try:
            _send(control, order, given)
            guest.pid = _answer(control)["pid"]
        except (OSError, wire.WireError) as error:
            guest.close()
            raise LauncherDied(f"the guest launcher does not answer ({error})") from None
        finally:
            theirs.close()
            os.close(out_write)
            os.close(err_write)
        return guest

    def reap(self, guest: GuestProcess) -> int:
        """End a run; return its wait status (a negative signal number where that is all there is)."""
        single = self._single.pop(guest, None)
        if single is not None:
            return _end_single(*single)
        assert self._control is not None
        try:
            _send(self._control, {"op": "reap", "pid": guest.pid}, [])
            return int(_answer(self._control)["status"])
        except (OSError, wire.WireError, KeyError) as error:
            raise LauncherDied(f"the guest launcher does not answer ({error})") from None

    def close(self) -> None:
        """End the launcher and everything it still has."""
        for single in self._single.values():
            _end_single(*single)
        self._single.clear()
        if self._control is not None and self._process is not None:
            self._control.close()
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._control = None


def _execute(*flags: str) -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair()
    ours.settimeout(_PATIENCE)
    with theirs:
        process = subprocess.Popen(
            # -s -P: neither the user's site-packages nor the current folder may lend a module.
            [sys.executable, "-s", "-P", "-B", str(_LAUNCHER), *flags, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stderr=None if os.environ.get("GRADE_DEBUG") else subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=_environment(),
            start_new_session=True,
        )
    return process, ours


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # A fixed hash seed: the order of sets of text is part of "same submission, same bytes".
    return kept | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", "MALLOC_ARENA_MAX": "2"}


def _send(control: socket.socket, order: wire.Frame, descriptors: Sequence[int]) -> None:
    data = wire.pack(order)
    sent = socket.send_fds(control, [data], list(descriptors)) if descriptors else control.send(data)
    control.sendall(data[sent:])


def _answer(control: socket.socket) -> wire.Frame:
    return wire.receive(control)


def _end_single(process: subprocess.Popen[bytes], control: socket.socket) -> int:
    control.close()
    try:
        code = process.wait(0.05)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, 9)
        except (ProcessLookupError, PermissionError):
            pass
    return -abs(code) if code < 0 else code << 8

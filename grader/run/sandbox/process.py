"""Start the launcher, have it fork guests, see that nothing of them is left.

The launcher is executed, not forked: it holds no test, no solution and no descriptor of ours.  What
stands around it is a level's `Box`; without one this is level `none`.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from grader.run import wire

_LAUNCHER = Path(__file__).parent.parent / "guest" / "launcher.py"
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
_PATIENCE = 20.0  # real seconds for the launcher's own answers, which take milliseconds

Orders = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What a level puts around the launcher.

    command: starts the launcher, up to its own path.  setup: the order that has it build its walls.
    """

    command: tuple[str, ...]
    launcher: str
    environment: Mapping[str, str]
    setup: wire.Frame


class LauncherDied(Exception):
    """The launcher does not answer: our fault, never the learner's."""


class NotHere(OSError):
    """What a level is made of is not on this machine; the text says what."""


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
    With a box, `settle` has to be called before the first run.
    """

    def __init__(self, *, fork: bool = hasattr(os, "fork"), box: Box | None = None) -> None:
        self._fork = fork
        self._said: IO[bytes] | None = None
        self._single: dict[GuestProcess, tuple[subprocess.Popen[bytes], socket.socket]] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        if fork and box is None:
            self._process, self._control = _execute()
        elif box is not None:
            self._said = os.fdopen(os.memfd_create("said"), "w+b")  # no file: the disk may be full
            self._process, self._control = _execute_boxed(box, self._said)
            try:
                _send(self._control, box.setup, [])
            except OSError:
                pass  # it has gone already: `settle` says so

    def settle(self) -> wire.Frame:
        """Return what the launcher says of its walls.  Raises LauncherDied with its last words."""
        assert self._control is not None
        try:
            return _answer(self._control)
        except (OSError, wire.WireError) as error:
            raise LauncherDied(self.last_words() or str(error)) from None

    def last_words(self) -> str:
        """Return the last line that a box or its launcher wrote before it ended."""
        if self._said is None or self._process is None:
            return ""
        try:
            self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            pass
        self._said.seek(0)
        return self._said.read(4000).decode("utf-8", "replace").strip().rpartition("\n")[2]

    def start(self, limits: Orders, *, cwd: str | None = None, stdin: int | None = None) -> GuestProcess:
        """Start a guest.  cwd: its folder, or None for a fresh temporary one.  Raises LauncherDied."""
        guest = self.order(limits, cwd=cwd, stdin=stdin)
        self.confirm(guest)
        return guest

    def order(self, limits: Orders, *, cwd: str | None = None, stdin: int | None = None) -> GuestProcess:
        """Order a guest without waiting for it; `confirm` has to follow.  Raises LauncherDied."""
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
        except OSError as error:
            guest.close()
            raise LauncherDied(f"the guest launcher does not answer ({error})") from None
        finally:
            theirs.close()
            os.close(out_write)
            os.close(err_write)
        return guest

    def confirm(self, guest: GuestProcess) -> None:
        """Wait until an ordered guest has been started.  Raises LauncherDied."""
        control = self._single[guest][1] if guest in self._single else self._control
        assert control is not None
        try:
            answer = _answer(control)
            guest.pid = answer["pid"]
        except (OSError, wire.WireError, KeyError) as error:
            guest.close()
            raise LauncherDied(f"the guest launcher does not answer ({error})") from None
        if "error" in answer:
            guest.close()
            raise LauncherDied(f"the guest launcher cannot start a run ({answer['error']})")

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
        if self._said is not None:
            self._said.close()
            self._said = None


def _execute_boxed(box: Box, said: IO[bytes]) -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair()
    ours.settimeout(_PATIENCE)
    with theirs:
        process = subprocess.Popen(
            [*box.command, box.launcher, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            pass_fds=[theirs.fileno()],
            env=dict(box.environment),
            cwd="/",
            start_new_session=True,
        )
    return process, ours


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


# A fixed hash seed: the order of sets of text is part of "same submission, same bytes".
FIXED = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", "MALLOC_ARENA_MAX": "2"}


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | FIXED


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

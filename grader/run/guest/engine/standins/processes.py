"""Child processes: waiting for one takes real time, and a child itself lives on real time.

Where the system has descriptors for processes, a wait for a child is a wait for one of those, and
the clock follows it exactly; elsewhere the thread that waits leaves for the real world.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from typing import Any

from ..clock import outside
from ..clock.actors import Waiter
from ..clock.clock import Clock
from ..clock.outside import READ
from .replace import dress, put, put_known


def install(clock: Clock, in_child: Callable[[], None]) -> None:
    """Replace what waits for children.

    in_child: called in every forked child.
    """
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=in_child)
    for name in ("system", "wait", "wait3"):
        if hasattr(os, name):
            put(os, **{name: _outside(clock, getattr(os, name), f"os.{name}")})
    if not hasattr(os, "waitpid") or os.name == "nt":
        return
    waitpid = _waitpid(clock, os.waitpid)
    put(os, waitpid=waitpid)
    put_known(getattr(subprocess, "_del_safe", subprocess), waitpid=waitpid)
    put_known(subprocess, _waitpid=waitpid)
    put(subprocess.Popen, _wait=_wait(clock, subprocess.Popen._wait))  # type: ignore[attr-defined]  # private


def _outside(clock: Clock, real: Callable[..., Any], what: str) -> Callable[..., Any]:
    def function(*args: Any) -> Any:
        with clock.outside(what):
            return real(*args)

    return dress(function, real)  # type: ignore[no-any-return]


def _await_child(clock: Clock, pid: int, timeout: float | None, what: str) -> bool:
    """Wait for a child's end without taking its status; False when the time is over."""
    descriptor = os.pidfd_open(pid)
    try:
        if outside.poll([(descriptor, READ)], 0):
            return True
        waiter = Waiter(what, watch=outside.Descriptors([(descriptor, READ)]))
        clock.wait(waiter, None if timeout is None else clock.deadline(timeout))
        return bool(outside.poll([(descriptor, READ)], 0))
    finally:
        os.close(descriptor)


def _waitpid(
    clock: Clock, real: Callable[[int, int], tuple[int, int]]
) -> Callable[[int, int], tuple[int, int]]:
    def waitpid(pid: int, options: int, /) -> tuple[int, int]:
        if clock.real or options & os.WNOHANG:
            return real(pid, options)
        if pid > 0 and hasattr(os, "pidfd_open"):
            try:
                _await_child(clock, pid, None, "os.waitpid")
            except OSError:
                pass  # no such child: the real call says so
            return real(pid, options)
        with clock.outside("os.waitpid"):
            return real(pid, options)

    return dress(waitpid, real)  # type: ignore[no-any-return]


def _wait(clock: Clock, real: Callable[[Any, float | None], int]) -> Callable[[Any, float | None], int]:
    def _wait(self: Any, timeout: float | None) -> int:
        if timeout is None or clock.real or self.returncode is not None or self.poll() is not None:
            return real(self, timeout)
        if not hasattr(os, "pidfd_open"):
            with clock.outside("Popen.wait"):
                return real(self, timeout)
        # The stock method polls with growing sleeps, which would be over in no real time.
        if not _await_child(clock, self.pid, timeout, "Popen.wait"):
            raise subprocess.TimeoutExpired(self.args, timeout)
        return real(self, None)

    return dress(_wait, real)  # type: ignore[no-any-return]

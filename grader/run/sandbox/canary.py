"""What a hostile submission would try first.  Sent into a fresh box as text, never imported here.

`main` tries each way out and returns how many it tried and the names of those that worked; a box
it gets anything out of is not the level it claims to be.  Nothing it does harms: it opens, looks,
sends signal 0, and undoes what it made.  Raw calls, since the engine has stand-ins for the others.
"""

from __future__ import annotations

import ctypes
import os
import socket
from collections.abc import Callable

_libc = ctypes.CDLL(None, use_errno=True)


def main(hidden: str, host: int, port: int, name: str) -> list[object]:
    """Try everything.  hidden: a file of the grader's own; host: its process; port, name: its sockets."""
    seize = 0x4206  # attaches without stopping anybody
    ways: dict[str, Callable[[], object]] = {
        "read a file of the grader's": lambda: _open(hidden, os.O_RDONLY),
        "change a file of the grader's": lambda: os.chmod(hidden, os.stat(hidden).st_mode & 0o777),
        "read a user's files": lambda: _open("/etc/passwd", os.O_RDONLY),
        "read the grader's environment": lambda: _open(f"/proc/{host}/environ", os.O_RDONLY),
        "read the grader's memory": lambda: _open(f"/proc/{host}/mem", os.O_RDONLY),
        "see other processes": lambda: _open("/proc/1/cmdline", os.O_RDONLY),
        "signal the grader": lambda: _signal(host),
        "signal the process that started it": lambda: _signal(os.getppid()),
        "signal every process": lambda: _signal(-1),
        "trace the process that started it": lambda: _call("ptrace", seize, os.getppid(), 0, 0),
        "start a process": _fork,
        "execute a program": lambda: _execute(hidden),
        "make namespaces": lambda: _call("unshare", 0x10000000),
        "reach the grader over TCP": lambda: _connect(socket.AF_INET, ("127.0.0.1", port)),
        "reach the grader over a Unix socket": lambda: _connect(socket.AF_UNIX, "\0" + name),
        "send datagrams": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
        "write in the temporary folder": lambda: _write("/tmp"),
        "write in its own folder": lambda: _write(os.getcwd()),
        "find descriptors of ours": _stray_descriptor,
    }
    worked = []
    for way, attempt in ways.items():
        try:
            attempt()
        except OSError:
            continue
        worked.append(way)
    return [len(ways), worked]


def _open(path: str, flags: int) -> None:
    os.close(os.open(path, flags))


def _signal(pid: int) -> None:
    if pid == os.getpid():  # in a process namespace of its own it may have the number the grader has outside
        raise OSError(0, "itself")
    os.kill(pid, 0)


def _write(folder: str) -> None:
    path = os.path.join(folder, f"canary-{os.getpid()}")
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    os.unlink(path)


def _call(function: str, *arguments: int) -> None:
    if getattr(_libc, function)(*(ctypes.c_long(argument) for argument in arguments)) != 0:
        raise OSError(ctypes.get_errno(), function)


def _fork() -> None:
    pid = _libc.fork()
    if pid == 0:
        _libc._exit(0)  # noqa: SLF001  # the C library's own name for it
    if pid < 0:
        raise OSError(ctypes.get_errno(), "fork")
    _libc.waitpid(pid, None, 0)


def _execute(path: str) -> None:
    """Execute something that is no program: where programs may be executed, that is the complaint."""
    try:
        os.execv(path, [path])
    except PermissionError as error:
        if error.errno == 1:  # EPERM, from the filter; a file that lacks the x gives EACCES
            raise
    except OSError:
        pass


def _connect(family: int, address: object) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        sock.settimeout(1.0)
        sock.connect(address)  # type: ignore[arg-type]


def _stray_descriptor() -> None:
    """Look for anything open that is not standard input, output, errors or the channel, or a copy of one."""
    own = {_identity(number) for number in range(4)}
    for number in range(4, 256):
        try:
            found = _identity(number)
        except OSError:
            continue
        if found not in own:
            return
    raise OSError(0, "none")


def _identity(number: int) -> tuple[int, int]:
    state = os.fstat(number)
    return state.st_dev, state.st_ino

"""Level `full`: a private root with nothing in it but an interpreter, made by bubblewrap.

Every namespace is its own: files, processes, network, IPC, host name, control groups, and, unless
root starts it, users.  Inside it the guests' own walls stand as well (`grader.run.guest.walls`).
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from pathlib import Path

from grader.run.sandbox import interpreter
from grader.run.sandbox.process import FIXED, Box, NotHere
from grader.run.sandbox.users import own_uid

_RUN = Path(__file__).parent.parent
_ROOT = "/opt/grader/run"  # where the guest's code lies inside
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
_SCRATCH = 64 << 20  # bytes in /tmp, for exercises that may write


def box() -> Box:
    """Return the box.  Raises NotHere without bubblewrap."""
    if sys.platform != "linux":
        raise NotHere(f"{sys.platform} has no namespaces")
    program = shutil.which("bwrap")
    if program is None:
        raise NotHere("bubblewrap is not installed")
    python = interpreter.find()
    root = os.geteuid() == 0
    command = [program, *_namespaces(root), *_files(python), "--chdir", "/tmp"]
    command += ["--new-session", "--as-pid-1"]
    if threading.current_thread() is threading.main_thread():
        command += ["--die-with-parent"]  # the kernel means the thread that started it
    return Box(
        command=(*command, "--", python.executable, "-s", "-P", "-B"),
        launcher=f"{_ROOT}/guest/launcher.py",
        environment=FIXED | {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        setup={
            "op": "setup",
            "level": "full",
            "uid": own_uid() if root else None,
            "read": ["/"],
            "run": ["/"],
            "counted": root or _counts_by_namespace(),
        },
    )


def _namespaces(root: bool) -> list[str]:
    names = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if not root:
        return [*names, "--unshare-user", "--uid", "1000", "--gid", "1000", "--cap-drop", "ALL"]
    # Root needs no user namespace, and can read an interpreter below its own home; the launcher
    # becomes another user with the two rights it keeps for that.
    return [*names, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def _files(python: interpreter.Interpreter) -> list[str]:
    top = _minimal([*_system(), python.standard, *([python.own] if python.own else [])])
    words = [
        "--size",
        str(_SCRATCH),
        "--perms",
        "1777",
        "--tmpfs",
        "/tmp",
    ]  # first: an interpreter may lie in it
    words += _folders([*top, python.executable, "/etc/x", "/dev/x", "/usr/share/x", f"{_ROOT}/x"])
    for path in top:
        words += ["--ro-bind", path, path]
        for packages in (*interpreter.packages_in(path), *_beside(path)):
            words += ["--perms", "0755", "--tmpfs", packages, "--remount-ro", packages]
    for path in python.libraries:
        if os.path.islink(path):
            words += ["--symlink", os.readlink(path), path]
    words += ["--ro-bind", python.executable, python.executable]
    for path in ("/etc/ld.so.cache", "/usr/share/zoneinfo"):
        words += ["--ro-bind-try", path, path]
    for device in _DEVICES:
        words += ["--dev-bind", device, device]
    for part in ("guest", "wire.py", "values.py"):
        words += ["--ro-bind", str(_RUN / part), f"{_ROOT}/{part}"]
    words += ["--ro-bind-try", str(_RUN / "__pycache__"), f"{_ROOT}/__pycache__"]
    return [*words, "--remount-ro", "/"]


def _folders(paths: list[str]) -> list[str]:
    """Have the folders above these made so that every user can pass through them."""
    above = {str(folder) for path in paths for folder in Path(path).parents} - {"/", "/tmp"}
    return [word for folder in sorted(above) for word in ("--perms", "0755", "--dir", folder)]


def _system() -> list[str]:
    """Return the real folders of shared libraries."""
    return [os.path.realpath(path) for path in interpreter.system_libraries()]


def _beside(path: str) -> list[str]:
    """Return the folders of packages in the folder itself, where that is a standard library."""
    return [inner for name in ("site-packages", "dist-packages") if os.path.isdir(inner := f"{path}/{name}")]


def _minimal(paths: list[str]) -> list[str]:
    """Leave out what lies inside another."""
    once = list(dict.fromkeys(paths))
    return [
        path for path in once if not any(path != other and path.startswith(other + "/") for other in once)
    ]


def _counts_by_namespace() -> bool:
    """Whether RLIMIT_NPROC counts a user namespace's own processes only (Linux 5.14)."""
    major, minor, *_ = (
        int("".join(filter(str.isdigit, part)) or 0) for part in os.uname().release.split(".")
    )
    return (major, minor) >= (5, 14)

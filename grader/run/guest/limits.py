"""What one run may use up, as far as the platform can be told: rlimits, and who is left over.

Standard library only.  Everything here is best effort at level `none`; the walls proper are the
sandbox levels'.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Collection
from typing import Any

_PR_SET_CHILD_SUBREAPER = 36
_THREAD_STACK = 1 << 20  # 8 MB each would spend the address space on a few dozen threads


def apply(limits: dict[str, Any]) -> None:
    """Set the resource limits named in `limits`; a missing or null entry means no limit."""
    threading.stack_size(_THREAD_STACK)
    try:
        import resource
    except ImportError:  # Windows
        return
    cpu = limits.get("cpu_seconds")
    wanted = {
        # The engine stops a busy program with its line named; this is the wall behind it.
        "RLIMIT_CPU": None if cpu is None else int(cpu * 2) + 3,
        "RLIMIT_AS": limits.get("memory_bytes"),
        "RLIMIT_FSIZE": limits.get("file_bytes"),
        "RLIMIT_NOFILE": limits.get("open_files"),
        "RLIMIT_CORE": 0,
    }
    for name, value in wanted.items():
        number = getattr(resource, name, None)
        if value is None or number is None:
            continue
        _soft, hard = resource.getrlimit(number)
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(number, (least, least))
        except (ValueError, OSError):
            pass  # macOS refuses RLIMIT_AS


def become_subreaper() -> None:
    """Have orphans of a run become this process's children, so that they can be found (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def kill_children(keep: Collection[int]) -> int:
    """Kill and reap every child this process has, but for those to keep; return how many there were."""
    count = 0
    while left := [pid for pid in _children() if pid not in keep]:
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            try:
                os.waitpid(pid, 0)
            except ChildProcessError:
                pass
            count += 1
    return count


def _children() -> list[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", "rb") as file:
            return [int(pid) for pid in file.read().split()]
    except (OSError, ValueError):
        return []

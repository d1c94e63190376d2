"""The walls around each run, at the levels that have some: files, system calls, processes, rights.

The launcher builds what can be shared once, on the host's order; each guest then closes itself in
between its fork and the first line of the learner's.  The order's fields:

    level    "full": in a private root (bubblewrap made it); "reduced": in the host's own file system
    uid      the user to become, or null
    read     paths a guest may read;  run: paths it may execute, where an exercise allows processes
    counted  RLIMIT_NPROC counts this box's processes only

Standard library only; Linux.
"""

from __future__ import annotations

import ctypes  # noqa: F401  # loaded before the fork, used by the calls below
import os
import resource
import shutil
import signal
import sys
from collections.abc import Collection
from typing import Any

from grader.run.guest import landlock, limits, seccomp, syscalls

_SLACK = 64  # the launcher and a suite's other runs count too
_READ_ONLY_SAFE = 3  # from this version Landlock covers truncation, and may be trusted with writing
_TEMPORARY = "/tmp"
_PACKAGES = ("site-packages", "dist-packages")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


class Walls:
    """What every guest of this launcher is closed in with.  Raises OSError when a wall cannot be built."""

    def __init__(self, order: dict[str, Any]) -> None:
        self._full = order["level"] == "full"
        self._read, self._run = order["read"], order["run"]
        self._counted = order["counted"]
        self.cwd = _TEMPORARY if self._full else "/"
        self._programs: dict[seccomp.Policy, bytes] = {}
        self._abi = _landlock_version(required=not self._full)
        if self._full and os.getpid() != 1:  # `kill_rest` and `clear` take everything they can reach
            raise OSError("the private root has no process namespace of its own")
        self._kept = set(os.listdir(_TEMPORARY)) if self._full else set()
        # Out of sight, so that importing a package says there is none and not that it is forbidden.
        sys.path[:] = [path for path in sys.path if os.path.basename(path) not in _PACKAGES]
        _become(order["uid"])
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)  # nobody of the same user may read or trace us
        # One for the many runs that may neither write nor start anything; others build their own.
        self._rules = self._ruleset({}, None)
        self._program(self._policy({}))
        self.facts = {"landlock": self._abi, "uid": os.getuid(), "pid": os.getpid()}

    # ---- in the guest, after the fork ------------------------------------------------------------

    def close_files(self, bounds: dict[str, Any], folder: str | None) -> None:
        """Leave in sight only what a run needs."""
        syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
        shared = folder is None and not (bounds.get("processes") or bounds.get("loopback"))
        rules = self._rules if shared else self._ruleset(bounds, folder)
        if rules is not None:
            landlock.restrict(rules)

    def close_calls(self, bounds: dict[str, Any]) -> None:
        """Give up every right and every system call a run does not need."""
        for name in ("RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE"):
            resource.setrlimit(getattr(resource, name), (0, 0))
        if self._counted:
            most = bounds.get("threads", 0) + bounds.get("processes", 0) + _SLACK
            resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
        syscalls.drop_capabilities()
        seccomp.load(self._program(self._policy(bounds)))

    def _policy(self, bounds: dict[str, Any]) -> seccomp.Policy:
        return seccomp.Policy(
            processes=bool(bounds.get("processes")),
            writable=bool(bounds.get("writable")),
            loopback=bool(bounds.get("loopback")) and self._full,
            # In a private root there is nothing to write to, and /dev/null may be opened.
            read_only=not (self._full and self._abi >= _READ_ONLY_SAFE),
            own_files=self._full,
        )

    def _program(self, policy: seccomp.Policy) -> bytes:
        if policy not in self._programs:
            self._programs[policy] = seccomp.program(policy)
        return self._programs[policy]

    def _ruleset(self, bounds: dict[str, Any], folder: str | None) -> int | None:
        if not self._abi:
            return None
        grants = [(path, landlock.READ) for path in (*self._read, *_DEVICES)]
        grants += [("/dev/null", landlock.WRITE)]
        if folder is not None:
            grants += [(folder, landlock.WRITE)]
        if bounds.get("processes"):
            grants += [(path, landlock.READ | landlock.EXECUTE) for path in self._run]
        return landlock.ruleset(self._abi, grants, tcp=bool(bounds.get("loopback")) and self._full)

    # ---- in the launcher, after a run ------------------------------------------------------------

    def kill_rest(self, keep: Collection[int]) -> int:
        """Kill what the run left behind; return how many processes that were.

        A private root has no /proc to find them by, but everybody in its process namespace is the
        launcher's: they go as soon as no other run of the same suite is under way.
        """
        if not self._full:
            return limits.kill_children(keep)
        if keep:
            return 0
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            return 0
        count = 0
        while True:
            try:
                os.waitpid(-1, 0)
            except ChildProcessError:
                return count
            count += 1

    def clear(self) -> None:
        """Take away whatever runs left in the box's own temporary folder."""
        if self._full:
            for name in set(os.listdir(_TEMPORARY)) - self._kept:
                path = os.path.join(_TEMPORARY, name)
                if os.path.islink(path) or not os.path.isdir(path):
                    os.unlink(path)
                    continue
                for folder, _folders, _files in os.walk(path):
                    os.chmod(folder, 0o700)  # nothing may be made to stay by shutting it
                shutil.rmtree(path, ignore_errors=True)


def _landlock_version(*, required: bool) -> int:
    try:
        return landlock.version()
    except OSError:
        if required:
            raise
        return 0


def _become(uid: int | None) -> None:
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        syscalls.drop_capabilities()

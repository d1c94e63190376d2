"""Which files the learner's code may see: a Landlock ruleset (Linux 5.13), which needs no privilege.

Own code, as the packages for it are young and none is there inside a guest.  Covers neither
reading of names and sizes (`stat`) nor, by itself, modes and times: those calls seccomp refuses.
Standard library only.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable

from grader.run.guest import syscalls

EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_FILE = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_REFER, _TRUNCATE = 1 << 13, 1 << 14  # REFER: rename from one folder to another
READ = _READ_FILE | _READ_DIR
WRITE = READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_FILE | _REFER | _TRUNCATE
_OF_FILES = EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_RIGHTS_BY_ABI = {1: 13, 2: 14, 3: 15, 5: 16}  # from this version on, so many rights are known
_VERSION_FLAG = 1
_PATH_BENEATH = 1


def version() -> int:
    """Return the kernel's Landlock version.  Raises OSError where there is none."""
    return syscalls.call("landlock_create_ruleset", None, 0, _VERSION_FLAG)


def ruleset(abi: int, grants: Iterable[tuple[str, int]], *, tcp: bool = False) -> int:
    """Return a ruleset that refuses everything but the (path, rights) granted; missing paths are skipped.

    From version 4 it also refuses TCP (unless `tcp`), from 6 signals and abstract sockets out of its domain.
    """
    known = (1 << max(bits for first, bits in _RIGHTS_BY_ABI.items() if first <= abi)) - 1
    attributes = struct.pack("=Q", known)
    if abi >= 4:
        attributes += struct.pack("=Q", 0 if tcp else 3)
    if abi >= 6:
        attributes += struct.pack("=Q", 3)
    rules = syscalls.call("landlock_create_ruleset", attributes, len(attributes), 0)
    for path, rights in grants:
        _grant(rules, path, rights & known)
    return rules


def _grant(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # not there, or not for us: then there is nothing to grant
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_FILES
        syscalls.call("landlock_add_rule", rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def restrict(rules: int) -> None:
    """Put this process, and whatever it starts, under the ruleset for good."""
    syscalls.call("landlock_restrict_self", rules, 0)

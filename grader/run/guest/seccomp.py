"""Which system calls the learner's code may make: a seccomp filter, built and loaded here.

Everything not named is refused.  Own code instead of libseccomp's, because the filter is loaded by
the forked guest, in whose private root there is nothing but the standard library; pyseccomp (last
release 2021) has to find libseccomp.so at run time, which many images lack.  What libseccomp would
add, its tables of numbers, the tests compare ours with.  x86_64 and aarch64.  Standard library only.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from dataclasses import dataclass

from grader.run.guest import syscalls

Instruction = tuple[int, int, int, int]
Leaf = tuple[Instruction, ...]

_LOAD, _JUMP, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7, "arm64": 0xC00000B7}
_X32 = 0x40000000  # x86_64's second set of numbers, which would lead past every comparison
_NEWER = 450  # calls younger than the table: "no such call", so that libraries fall back
_SELF = 0x7EA1DEAD  # stands for the guest's own process id until there is one
_SET_MODE_FILTER = 1

_ALWAYS = (
    "read", "write", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev", "preadv2",
    "pwritev2", "close", "close_range", "lseek", "sendfile", "stat", "fstat", "lstat", "newfstatat",
    "statx", "statfs", "fstatfs", "access", "faccessat", "faccessat2", "readlink", "readlinkat",
    "getdents", "getdents64", "getcwd", "chdir", "fchdir", "umask", "dup", "dup2", "dup3", "pipe",
    "pipe2", "fadvise64", "poll", "ppoll", "select", "pselect6", "epoll_create", "epoll_create1",
    "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2", "eventfd", "eventfd2", "timerfd_create",
    "timerfd_settime", "timerfd_gettime", "mmap", "mprotect", "munmap", "brk", "mremap", "msync",
    "mincore", "madvise", "membarrier", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "rt_sigpending", "rt_sigtimedwait", "rt_sigsuspend", "sigaltstack", "pause", "nanosleep",
    "clock_nanosleep", "getitimer", "setitimer", "alarm", "clock_gettime", "clock_getres",
    "gettimeofday", "time", "times", "getpid", "gettid", "getppid", "getpgrp", "getpgid", "getsid",
    "getuid", "geteuid", "getgid", "getegid", "getgroups", "getresuid", "getresgid", "getrlimit",
    "getrusage", "sysinfo", "uname", "getpriority", "getcpu", "sched_yield", "sched_getaffinity",
    "sched_getparam", "sched_getscheduler", "capget", "getrandom", "futex", "futex_waitv",
    "set_robust_list", "get_robust_list", "set_tid_address", "rseq", "restart_syscall", "arch_prctl",
    "recvfrom", "sendmsg", "recvmsg", "shutdown", "getsockname", "getpeername", "setsockopt",
    "getsockopt", "exit", "exit_group", "wait4", "waitid",
)  # fmt: skip
_WRITING = (
    "ftruncate", "truncate", "fsync", "fdatasync", "fallocate", "flock", "copy_file_range", "rename",
    "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "creat", "unlink", "unlinkat", "symlink",
    "symlinkat", "link", "linkat",
)  # fmt: skip
_OWNING = (
    "chmod", "fchmod", "fchmodat", "utime", "utimes", "utimensat",
)  # fmt: skip
_PROCESSES = (
    "fork", "vfork", "execve", "setpgid", "setsid", "kill", "pidfd_open", "pidfd_send_signal",
)  # fmt: skip
_LOOPBACK = (
    "connect", "bind", "listen", "accept", "accept4",
)  # fmt: skip

_CLONE_THREAD = 0x10000
_CLONE_NAMESPACES = 0x7E020000
_OPEN_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_STREAM, _UNIX, _INET, _INET6 = 1, 1, 2, 10
# NAME, GET_DUMPABLE, GET_SECCOMP, CAPBSET_READ, GET_NO_NEW_PRIVS, SET_VMA (glibc names its threads and heaps)
_PRCTL = (15, 16, 3, 21, 23, 39, 0x53564D41)
# TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX: never TIOCSTI, which types into a terminal
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# DUPFD, GETFD, SETFD, GETFL, SETFL, DUPFD_CLOEXEC, SETPIPE_SZ, GETPIPE_SZ: never SETOWN, which makes the
# kernel send signals to any process of the same user
_FCNTL = (0, 1, 2, 3, 4, 1030, 1031, 1032)
_FCNTL_LOCKS = (5, 6, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What one run may do beyond computing.

    read_only: opening a file to write is refused whatever the file system would say.
    own_files: modes and times of files may be changed: only where there are no files but its own,
    since Landlock does not cover these calls.
    """

    processes: bool = False
    writable: bool = False
    loopback: bool = False
    read_only: bool = True
    own_files: bool = False


def program(policy: Policy, machine: str | None = None) -> bytes:
    """Return the filter in the kernel's own form, with `_SELF` where the process id goes.

    Raises OSError on an architecture whose calls are not known.
    """
    machine = machine or platform.machine()
    leaves = {
        number: leaf
        for name, leaf in _leaves(policy)
        if (number := syscalls.number(name, machine)) is not None
    }
    refused, unknown = _refuse(errno.EPERM), _refuse(errno.ENOSYS)
    bounds, actions = _intervals(leaves, refused, unknown)
    start = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, _ARCHITECTURE[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
    ]
    if machine == "x86_64":
        start += [(_AT_LEAST, 0, 1, _X32), *refused]
    return b"".join(struct.pack("=HBBI", *step) for step in (*start, *_tree(bounds, actions)))


def load(code: bytes) -> None:
    """Put this process, and whatever it starts, behind the filter for good."""
    code = code.replace(struct.pack("=I", _SELF), struct.pack("=I", os.getpid()))
    steps = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("@HP", len(code) // 8, ctypes.addressof(steps))
    syscalls.call("seccomp", _SET_MODE_FILTER, 0, head)


# ---- what becomes of each call -----------------------------------------------------------------


def _leaves(policy: Policy) -> list[tuple[str, Leaf]]:
    found = [(name, _allow()) for name in _ALWAYS]
    if policy.writable:
        found += [(name, _allow()) for name in _WRITING]
    if policy.writable and policy.own_files:
        found += [(name, _allow()) for name in _OWNING]
    if policy.read_only and not policy.writable:
        found += [("open", _without(1, _OPEN_TO_WRITE, errno.EACCES))]
        found += [("openat", _without(2, _OPEN_TO_WRITE, errno.EACCES))]
    else:
        found += [("open", _allow()), ("openat", _allow())]
    if policy.processes:
        found += [(name, _allow()) for name in _PROCESSES]
        found += [("clone", _without(0, _CLONE_NAMESPACES, errno.EPERM))]
    else:
        found += [("clone", _only_with(0, _CLONE_THREAD)), ("kill", _one_of(0, _SELF))]
    if policy.loopback:
        found += [(name, _allow()) for name in _LOOPBACK]
        found += [("socket", _one_of(0, _INET, _INET6)), ("sendto", _allow())]
    else:
        found += [("sendto", _null(4))]  # an address would lead out of a pair of sockets
    found += [
        ("clone3", _refuse(errno.ENOSYS)),  # its flags lie in memory, out of sight: glibc then takes clone
        ("openat2", _refuse(errno.ENOSYS)),
        ("tgkill", _one_of(0, _SELF)),
        ("prlimit64", _one_of(0, 0, _SELF)),
        ("prctl", _one_of(0, *_PRCTL)),
        ("ioctl", _one_of(1, *_IOCTL)),
        ("fcntl", _one_of(1, *_FCNTL, *(_FCNTL_LOCKS if policy.writable else ()))),
        ("socketpair", _stream_pair()),
    ]
    return found


def _argument(index: int, *, high: bool = False) -> Instruction:
    return (_LOAD, 0, 0, 16 + 8 * index + (4 if high else 0))


def _allow() -> Leaf:
    return ((_RETURN, 0, 0, _ALLOW),)


def _refuse(code: int) -> Leaf:
    return ((_RETURN, 0, 0, _ERRNO | code),)


def _one_of(index: int, *wanted: int) -> Leaf:
    """Allow when the argument is one of these."""
    tests = tuple((_EQUAL, len(wanted) - place, 0, value) for place, value in enumerate(wanted))
    return (_argument(index), *tests, *_refuse(errno.EPERM), *_allow())


def _without(index: int, bits: int, code: int) -> Leaf:
    return (_argument(index), (_ANY_BIT, 0, 1, bits), *_refuse(code), *_allow())


def _only_with(index: int, bits: int) -> Leaf:
    return (_argument(index), (_ANY_BIT, 1, 0, bits), *_refuse(errno.EPERM), *_allow())


def _null(index: int) -> Leaf:
    """Allow when the pointer is null, both halves of it."""
    low, high = _argument(index), _argument(index, high=True)
    return (low, (_EQUAL, 0, 2, 0), high, (_EQUAL, 1, 0, 0), *_refuse(errno.EPERM), *_allow())


def _stream_pair() -> Leaf:
    """Allow pairs of Unix stream sockets: datagram ones can be sent to any address there is."""
    kind = ((_argument(1)), (0x54, 0, 0, 0xF), (_EQUAL, 1, 0, _STREAM))  # 0x54: and
    return (_argument(0), (_EQUAL, 0, 3, _UNIX), *kind, *_refuse(errno.EPERM), *_allow())


# ---- a search tree over the numbers --------------------------------------------------------------


def _intervals(leaves: dict[int, Leaf], refused: Leaf, unknown: Leaf) -> tuple[list[int], list[Leaf]]:
    """Return where the action changes, and the action of every stretch in between."""
    bounds: list[int] = []
    actions = [leaves.get(0, refused)]
    for number in range(1, _NEWER + 1):
        leaf = unknown if number == _NEWER else leaves.get(number, refused)
        if leaf != actions[-1]:
            bounds.append(number)
            actions.append(leaf)
    return bounds, actions


def _tree(bounds: list[int], actions: list[Leaf]) -> list[Instruction]:
    if not bounds:
        return list(actions[0])
    middle = len(bounds) // 2
    low = _tree(bounds[:middle], actions[: middle + 1])
    high = _tree(bounds[middle + 1 :], actions[middle + 1 :])
    if len(low) <= 255:
        return [(_AT_LEAST, len(low), 0, bounds[middle]), *low, *high]
    return [(_AT_LEAST, 0, 1, bounds[middle]), (_JUMP, 0, 0, len(low)), *low, *high]

"""Run a command behind a filter that refuses what Docker's default profile refuses.

    python tests/run/sandbox/docker_like.py COMMAND [WORD...]

unshare, mount and their kin, and clone with a namespace flag: EPERM; clone3: no such call.
Landlock and seccomp stay allowed, as they are there.
"""

import ctypes
import os
import platform
import struct
import sys

_REFUSED = {
    "x86_64": (272, 165, 166, 308, 155, 442, 428, 429, 430, 321, 298, 250, 248, 249, 323),
    "aarch64": (97, 40, 39, 268, 41, 442, 428, 429, 430, 280, 241, 219, 217, 218, 282),
}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3, _NAMESPACES = 435, 0x7E020000
_ALLOW, _EPERM, _ENOSYS = 0x7FFF0000, 0x00050001, 0x00050026


def program() -> bytes:
    machine = platform.machine()
    steps = [(0x20, 0, 0, 0)]
    for number in _REFUSED[machine]:
        steps += [(0x15, 0, 1, number), (0x06, 0, 0, _EPERM)]
    steps += [(0x15, 0, 1, _CLONE3), (0x06, 0, 0, _ENOSYS)]
    steps += [
        (0x15, 0, 3, _CLONE[machine]),
        (0x20, 0, 0, 16),
        (0x45, 0, 1, _NAMESPACES),
        (0x06, 0, 0, _EPERM),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in (*steps, (0x06, 0, 0, _ALLOW)))


def install() -> None:
    """Put this process and all it starts behind the filter."""
    libc = ctypes.CDLL(None, use_errno=True)
    code = program()
    buffer = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    assert libc.prctl(38, 1, 0, 0, 0) == 0
    assert libc.prctl(22, 2, head, 0, 0) == 0, os.strerror(ctypes.get_errno())


if __name__ == "__main__":
    install()
    os.execvp(sys.argv[1], sys.argv[1:])

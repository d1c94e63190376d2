"""The filter: its numbers are libseccomp's, its program decides as its policy says."""

import ctypes
import ctypes.util
import errno
import itertools
import struct

import pytest

from grader.run.guest import seccomp, syscalls

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
PID = 4242
ALLOW, KILL = 0x7FFF0000, 0x80000000
POLICIES = [
    seccomp.Policy(processes=p, writable=w, loopback=n, read_only=r, own_files=o)
    for p, w, n, r, o in itertools.product([False, True], repeat=5)
]
OPEN_FOR_WRITING = 0o101


def decide(policy, name, *arguments, machine="x86_64", number=None):
    """Run the filter's program on one call, as the kernel would."""
    code = seccomp.program(policy, machine).replace(struct.pack("=I", seccomp._SELF), struct.pack("=I", PID))
    steps = list(struct.iter_unpack("=HBBI", code))
    number = syscalls.number(name, machine) if number is None else number
    arguments = (*arguments, *[0] * (6 - len(arguments)))
    data = struct.pack("=IIQ6Q", number, AUDIT[machine], 0, *arguments)
    place, register = 0, 0
    while True:
        kind, yes, no, value = steps[place]
        place += 1
        if kind == 0x20:
            (register,) = struct.unpack_from("=I", data, value)
        elif kind == 0x54:
            register &= value
        elif kind == 0x05:
            place += value
        elif kind == 0x06:
            return "allow" if value == ALLOW else "kill" if value == KILL else errno.errorcode[value & 0xFFFF]
        else:
            holds = {0x15: register == value, 0x35: register >= value, 0x45: bool(register & value)}[kind]
            place += yes if holds else no


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_numbers_are_libseccomp_s(machine):
    path = ctypes.util.find_library("seccomp")
    if path is None:
        pytest.skip("libseccomp is not here to compare with")
    resolve = ctypes.CDLL(path).seccomp_syscall_resolve_name_arch
    resolve.argtypes = [ctypes.c_uint32, ctypes.c_char_p]
    for name in syscalls._NUMBERS:
        theirs = resolve(AUDIT[machine], name.encode())
        assert syscalls.number(name, machine) == (theirs if theirs >= 0 else None), name


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_makes_a_program_the_kernel_takes(policy, machine):
    code = seccomp.program(policy, machine)
    assert len(code) % 8 == 0
    assert len(code) // 8 < 4096


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize(
    ("call", "plain", "switched"),
    [
        (("read",), "allow", "allow"),
        (("clone", 0x10000), "allow", "allow"),
        (("clone", 0x11), "EPERM", "allow"),
        (("clone", 0x10000000), "EPERM", "EPERM"),
        (("clone3",), "ENOSYS", "ENOSYS"),
        (("execve",), "EPERM", "allow"),
        (("kill", PID), "allow", "allow"),
        (("kill", 1), "EPERM", "allow"),
        (("tgkill", 1), "EPERM", "EPERM"),
        (("socket", 2), "EPERM", "allow"),
        (("socket", 1), "EPERM", "EPERM"),
        (("socketpair", 1, 1), "allow", "allow"),
        (("socketpair", 1, 2), "EPERM", "EPERM"),
        (("sendto", 3, 0, 0, 0, 0), "allow", "allow"),
        (("sendto", 3, 0, 0, 0, 1 << 40), "EPERM", "allow"),
        (("openat", 0, 0, 0), "allow", "allow"),
        (("openat", 0, 0, OPEN_FOR_WRITING), "EACCES", "allow"),
        (("unlinkat",), "EPERM", "allow"),
        (("fchmod",), "EPERM", "allow"),
        (("ioctl", 0, 0x5412), "EPERM", "EPERM"),
        (("fcntl", 0, 8), "EPERM", "EPERM"),
        (("prlimit64", 1), "EPERM", "EPERM"),
        (("seccomp",), "EPERM", "EPERM"),
        (("openat2",), "ENOSYS", "ENOSYS"),
    ],
    ids=str,
)
def test_a_call_is_decided_by_the_policy(call, plain, switched, machine):
    everything = seccomp.Policy(processes=True, writable=True, loopback=True, read_only=False, own_files=True)
    assert decide(seccomp.Policy(), *call, machine=machine) == plain
    assert decide(everything, *call, machine=machine) == switched


def test_what_is_not_named_is_refused():
    named = {syscalls.number(name, "x86_64") for name in syscalls._NUMBERS}
    for number in set(range(450)) - named:
        assert decide(seccomp.Policy(), "read", number=number) == "EPERM", number
    assert decide(seccomp.Policy(), "read", number=460) == "ENOSYS"
    assert decide(seccomp.Policy(), "read", number=0x40000000) == "EPERM"  # x32's own numbers


def test_an_unknown_machine_is_refused_and_not_guessed():
    with pytest.raises(OSError, match="sparc"):
        seccomp.program(seccomp.Policy(), "sparc")

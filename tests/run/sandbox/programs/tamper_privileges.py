"""tamper_privileges [tampering]
TRIES: namespaces, mounts, keys, io_uring, bpf, another user
MUST: all refused
LEAK_MARK: DONE
"""

import ctypes
import os
import platform

libc = ctypes.CDLL(None, use_errno=True)
CALLS = {"unshare": 272, "mount": 165, "keyctl": 250, "io_uring_setup": 425, "bpf": 321, "memfd_create": 319,
         "userfaultfd": 323, "perf_event_open": 298, "process_vm_readv": 310, "shmget": 29, "chroot": 161}
if platform.machine() == "x86_64":
    for name, number in CALLS.items():
        if libc.syscall(number, 0x10000000, 0, 0, 0, 0, 0) >= 0:
            print("DONE", name)
try:
    os.setuid(0)
    print("BECAME" if os.getuid() == 0 and os.access("/root", os.W_OK) else "")
except OSError as error:
    print(error.errno)


async def fetch_data(url):
    return None


async def main():
    return None

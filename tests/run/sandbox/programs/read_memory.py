"""read_memory [reading hidden files]
TRIES: read the grader's memory through /proc, by process_vm_readv and by ptrace
MUST: refused everywhere
LEAK_MARK: traced 0
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for number in (_HOST_, os.getppid(), 1):
    try:
        regions = open(f"/proc/{number}/maps").read().splitlines()
        memory = os.open(f"/proc/{number}/mem", os.O_RDONLY)
        for line in regions:
            low, high = (int(part, 16) for part in line.split()[0].split("-"))
            print(os.pread(memory, min(high - low, 1 << 20), low))
    except OSError as error:
        print(error.errno)
    print("traced", libc.ptrace(16, number, 0, 0), ctypes.get_errno())


async def fetch_data(url):
    return None


async def main():
    return None

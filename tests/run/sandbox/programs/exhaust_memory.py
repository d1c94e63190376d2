"""exhaust_memory [exhausting resources]
TRIES: allocate and touch memory without end, shared and private
MUST: MemoryError at the limit
"""

import mmap


async def fetch_data(url):
    return None


async def main():
    kept = []
    try:
        while True:
            kept.append(mmap.mmap(-1, 64 << 20))
    except (OSError, MemoryError):
        pass
    while True:
        kept.append(b"x" * (16 << 20))

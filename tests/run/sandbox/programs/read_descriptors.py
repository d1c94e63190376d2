"""read_descriptors [reading hidden files]
TRIES: use every descriptor that is open
MUST: only standard input, output, errors and the channel
LEAK_MARK: A FILE
"""

import os

for number in range(256):
    try:
        state = os.fstat(number)
        if state.st_mode & 0o170000 == 0o100000:
            print("A FILE", os.pread(number, 1000, 0))
        if state.st_mode & 0o170000 == 0o040000:
            print("A FILE", os.listdir(number))
    except OSError:
        pass


async def fetch_data(url):
    return None


async def main():
    return None

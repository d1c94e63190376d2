"""tamper_terminal [tampering]
TRIES: type into the instructor's terminal
MUST: there is none
LEAK_MARK: TYPED
"""

import fcntl
import os

for path in ("/dev/tty", "/dev/pts/0", "/dev/console"):
    try:
        fcntl.ioctl(os.open(path, os.O_RDONLY), 0x5412, b"x")
        print("TYPED")
    except OSError:
        pass
for number in range(4):
    try:
        fcntl.ioctl(number, 0x5412, b"x")
        print("TYPED")
    except OSError:
        pass


async def fetch_data(url):
    return None


async def main():
    return None

"""left_daemon [leaving processes behind]
TRIES: leave a daemon that holds the pipes and outlives the run
MUST: it cannot be started, or goes with the run
"""

import ctypes
import os
import time

libc = ctypes.CDLL(None)
for start in (os.fork, libc.fork):
    try:
        if start() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(60)
            os._exit(0)
    except OSError:
        pass


async def fetch_data(url):
    return None


async def main():
    return None

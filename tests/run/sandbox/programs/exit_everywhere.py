"""exit_everywhere [exit calls]
TRIES: leave the process in every way, at import and in main
MUST: no result is no pass
"""

import atexit
import os

atexit.register(lambda: os._exit(0))


async def fetch_data(url):
    raise SystemExit(0)


async def main():
    try:
        os.execv("/bin/true", ["true"])
    except OSError:
        os.kill(os.getpid(), 9)

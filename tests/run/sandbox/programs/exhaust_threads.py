"""exhaust_threads [exhausting resources]
TRIES: start threads without end, by raw calls as well
MUST: they run out before the machine does
"""

import _thread
import time


async def fetch_data(url):
    return None


async def main():
    for _ in range(5000):
        _thread.start_new_thread(time.sleep, (60,))

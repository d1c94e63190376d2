"""left_thread [leaving processes behind]
TRIES: leave a thread that never ends and tasks that ignore being cancelled
MUST: the run ends with its call
"""

import asyncio
import threading

threading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=False)


async def stubborn():
    while True:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            pass


async def fetch_data(url):
    return None


async def main():
    asyncio.create_task(stubborn())

"""exhaust_tasks [exhausting resources]
TRIES: make tasks without end
MUST: the recording is cut, and time, memory or events run out
"""

import asyncio


async def fetch_data(url):
    return None


async def main():
    kept = set()
    while True:
        kept.add(asyncio.create_task(asyncio.sleep(1)))
        await asyncio.sleep(0)

import asyncio
import itertools
from collections.abc import AsyncIterator


async def ticks(interval: float) -> AsyncIterator[int]:
    for n in itertools.count():
        yield n
        await asyncio.sleep(interval)


async def fetch_paced(fetch, urls, interval):
    if not urls:
        return []
    tasks = []
    async for n in ticks(interval):
        tasks.append(asyncio.create_task(fetch(urls[n]), name=f"fetch {n}"))
        if len(tasks) == len(urls):
            break
    await asyncio.wait(tasks)
    return [t.result() for t in tasks]

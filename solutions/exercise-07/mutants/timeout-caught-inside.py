"""TimeoutError is caught inside the block."""

import asyncio


async def fetch_within(fetch, url, seconds):
    async with asyncio.timeout(seconds):
        try:
            return await fetch(url)
        except TimeoutError:
            return None


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return [task.result() if task in done else None for task in tasks]

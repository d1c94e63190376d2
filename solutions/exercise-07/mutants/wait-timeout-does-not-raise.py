"""asyncio.wait is taken to raise TimeoutError."""

import asyncio


async def fetch_within(fetch, url, seconds):
    task = asyncio.create_task(fetch(url))
    try:
        await asyncio.wait([task], timeout=seconds)
    except TimeoutError:
        return None
    return task.result()


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    return [task.result() if task in done else None for task in tasks]

"""asyncio.wait is called and not awaited."""

import asyncio


async def fetch_within(fetch, url, seconds):
    try:
        async with asyncio.timeout(seconds):
            return await fetch(url)
    except TimeoutError:
        return None


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        if not task.done():
            task.cancel()
    return [task.result() if task.done() else None for task in tasks]

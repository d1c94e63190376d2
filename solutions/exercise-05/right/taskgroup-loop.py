"""A group in a loop; the results are read below the block."""

import asyncio


async def fetch_all(fetch, urls):
    tasks = []
    async with asyncio.TaskGroup() as tg:
        for url in urls:
            tasks.append(tg.create_task(fetch(url), name=url))
    results = []
    for task in tasks:
        results.append(await task)
    return results

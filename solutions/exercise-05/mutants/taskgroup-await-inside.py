"""Each task of the group is awaited before the next one is made."""

import asyncio


async def fetch_all(fetch, urls):
    results = []
    async with asyncio.TaskGroup() as group:
        for url in urls:
            results.append(await group.create_task(fetch(url)))
    return results

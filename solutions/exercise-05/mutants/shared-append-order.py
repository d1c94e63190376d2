"""The children append to one list, in the order in which they end."""

import asyncio


async def fetch_all(fetch, urls):
    results = []

    async def one(url):
        results.append(await fetch(url))

    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(one(url))
    return results

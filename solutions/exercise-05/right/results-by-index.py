"""Each child of the group stores its result in its own place."""

import asyncio


async def fetch_all(fetch, urls):
    results = [""] * len(urls)

    async def one(index, url):
        results[index] = await fetch(url)

    async with asyncio.TaskGroup() as group:
        for index, url in enumerate(urls):
            group.create_task(one(index, url))
    return results

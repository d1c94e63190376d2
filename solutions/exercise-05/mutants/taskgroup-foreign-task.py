"""The tasks are made inside the block, and not by the group."""

import asyncio


async def fetch_all(fetch, urls):
    async with asyncio.TaskGroup():
        tasks = [asyncio.create_task(fetch(url)) for url in urls]
    return [await task for task in tasks]

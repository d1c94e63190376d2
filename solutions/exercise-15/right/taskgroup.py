"""A TaskGroup of to_thread calls."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.to_thread(blocking_fetch, url)) for url in urls]
    return [task.result() for task in tasks]

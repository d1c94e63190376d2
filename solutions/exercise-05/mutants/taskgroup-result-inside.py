"""The results are read inside the block, before the tasks are done."""

import asyncio


async def fetch_all(fetch, urls):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(url)) for url in urls]
        return [task.result() for task in tasks]

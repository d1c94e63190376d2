"""The group is entered with a plain with."""

import asyncio


async def fetch_all(fetch, urls):
    with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(url)) for url in urls]
    return [task.result() for task in tasks]

"""The group is made and never entered."""

import asyncio


async def fetch_all(fetch, urls):
    group = asyncio.TaskGroup()
    tasks = [group.create_task(fetch(url)) for url in urls]
    return [await task for task in tasks]

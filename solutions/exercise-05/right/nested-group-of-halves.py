"""Two groups inside one: the failure comes out in a group within a group."""

import asyncio


async def fetch_all(fetch, urls):
    async def half(part):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(fetch(url)) for url in part]
        return [task.result() for task in tasks]

    middle = len(urls) // 2
    async with asyncio.TaskGroup() as group:
        first = group.create_task(half(urls[:middle]))
        second = group.create_task(half(urls[middle:]))
    return first.result() + second.result()

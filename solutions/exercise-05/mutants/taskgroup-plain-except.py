"""A plain except takes what the group raises for the error of a fetch."""

import asyncio


async def fetch_all(fetch, urls):
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(fetch(url)) for url in urls]
    except Exception as error:
        raise type(error)(f"one of {len(urls)} fetches failed: {error}") from error
    return [task.result() for task in tasks]

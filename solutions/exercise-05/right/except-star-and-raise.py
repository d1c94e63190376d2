"""The group is looked at and goes on."""

import asyncio


async def fetch_all(fetch, urls):
    try:
        async with asyncio.TaskGroup() as group:
            tasks = list(map(group.create_task, map(fetch, urls)))
    except* (OSError, ValueError) as errors:  # may live: catch-more, catch-less, it only prints
        print("failed:", *errors.exceptions)
        raise
    return [task.result() for task in tasks]

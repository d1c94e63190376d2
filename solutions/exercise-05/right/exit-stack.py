"""The group is entered through an exit stack."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial


async def fetch_all(fetch, urls):
    tasks = []
    async with AsyncExitStack() as stack:
        group = await stack.enter_async_context(asyncio.TaskGroup())
        for job in [partial(fetch, url) for url in urls]:
            tasks.append(group.create_task(job()))
    return [task.result() for task in tasks]

"""A group that ends with its worker."""

import asyncio


async def worker(resource):
    await resource.open()
    try:
        while True:
            await resource.step()
    finally:
        await resource.close()


async def run_for(resource, seconds):
    async with asyncio.TaskGroup() as group:
        task = group.create_task(worker(resource))
        await asyncio.sleep(seconds)
        task.cancel()
    return resource.steps

"""The close stands below the loop."""

import asyncio


async def worker(resource):
    await resource.open()
    while resource.steps >= 0:
        await resource.step()
    await resource.close()


async def run_for(resource, seconds):
    task = asyncio.create_task(worker(resource))
    await asyncio.sleep(seconds)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    return resource.steps

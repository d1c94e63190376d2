"""One handler for everything."""

import asyncio


async def worker(resource):
    await resource.open()
    while True:
        try:
            await resource.step()
        except BaseException as reason:
            await resource.close()
            raise reason


async def run_for(resource, seconds):
    task = asyncio.create_task(worker(resource))
    await asyncio.sleep(seconds)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    return resource.steps

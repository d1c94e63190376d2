"""asyncio.wait is taken to cancel what is not done."""

import asyncio


async def worker(resource):
    await resource.open()
    try:
        while True:
            await resource.step()
    finally:
        await resource.close()


async def run_for(resource, seconds):
    task = asyncio.create_task(worker(resource))
    try:
        await asyncio.wait([task], timeout=seconds)
    except TimeoutError:
        task.cancel()
        await task
    return resource.steps

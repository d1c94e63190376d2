"""The worker is cancelled, and nobody waits for it."""

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
    await asyncio.sleep(seconds)
    task.cancel()
    return resource.steps

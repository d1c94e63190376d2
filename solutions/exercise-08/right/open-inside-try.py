"""The resource is opened inside the try; the close is shielded."""

import asyncio


async def worker(resource):
    opened = False
    try:
        await resource.open()
        opened = True
        while True:
            await resource.step()
    finally:
        if opened:
            await asyncio.shield(resource.close())  # may live: drop-shield, belt and braces


async def run_for(resource, seconds):
    task = asyncio.create_task(worker(resource))
    await asyncio.sleep(seconds)
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()
    return resource.steps

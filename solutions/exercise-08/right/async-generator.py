"""The steps come from an asynchronous generator."""

import asyncio

async def stepping(resource):
    while True:
        await resource.step()
        yield
async def worker(resource):
    await resource.open()
    try:
        async for _ in stepping(resource):
            pass
    finally:
        await resource.close()

async def run_for(resource, seconds):
    t = asyncio.create_task(worker(resource))
    await asyncio.sleep(seconds)
    t.cancel()
    await asyncio.gather(t, return_exceptions=True)
    return resource.steps

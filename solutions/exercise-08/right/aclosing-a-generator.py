import asyncio
from contextlib import aclosing


async def steps(resource):
    await resource.open()
    try:
        while True:
            yield await resource.step()
    finally:
        await resource.close()


async def worker(resource):
    async with aclosing(steps(resource)) as running:
        async for _ in running:
            pass


async def run_for(resource, seconds):
    t = asyncio.create_task(worker(resource))
    await asyncio.sleep(seconds)
    while not t.done():  # may live: look-once, one cancellation is enough
        t.cancel()
        await asyncio.wait([t])
    assert t.cancelled()
    return resource.steps

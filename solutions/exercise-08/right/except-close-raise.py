"""Every way to end has its handler, and raises again."""

import asyncio


async def worker(resource):
    await resource.open()
    try:
        while True:
            await resource.step()
    except asyncio.CancelledError:
        await resource.close()
        raise
    except Exception:
        await resource.close()
        raise


async def run_for(resource, seconds):
    task = asyncio.create_task(worker(resource))
    await asyncio.sleep(seconds)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    return resource.steps

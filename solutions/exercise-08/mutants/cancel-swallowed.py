"""The worker tidies up and returns."""

import asyncio


async def worker(resource):
    await resource.open()
    try:
        while True:
            await resource.step()
    except asyncio.CancelledError:
        print("stopped")
    finally:
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

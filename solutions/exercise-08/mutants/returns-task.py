"""run_for makes a task of the worker and gives that back."""

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
    await asyncio.wait([task])
    return task

"""A timer cancels; gather collects the end."""

import asyncio


async def worker(resource):
    await resource.open()
    try:
        while True:
            await resource.step()
    finally:
        await resource.close()


async def run_for(resource, seconds):
    loop = asyncio.get_running_loop()
    task = loop.create_task(worker(resource))
    loop.call_later(seconds, task.cancel)
    await asyncio.gather(task, return_exceptions=True)
    return resource.steps

"""The time limit cancels only the wait behind a shield."""

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
        async with asyncio.timeout(seconds):
            await asyncio.shield(task)
    except TimeoutError:
        pass
    return resource.steps

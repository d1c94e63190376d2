"""wait_for runs, cancels and waits."""

import asyncio


async def worker(resource):
    await resource.open()
    try:
        while True:
            await resource.step()
    finally:
        await resource.close()


async def run_for(resource, seconds):
    try:
        await asyncio.wait_for(asyncio.create_task(worker(resource)), seconds)
    except asyncio.TimeoutError:
        pass
    return resource.steps

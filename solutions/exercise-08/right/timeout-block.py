"""asyncio.timeout in run_for."""

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
        async with asyncio.timeout(seconds):
            await worker(resource)
    except TimeoutError:
        return resource.steps

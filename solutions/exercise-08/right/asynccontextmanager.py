"""A generator as a manager; suppress for the expected end."""

import asyncio
import contextlib


@contextlib.asynccontextmanager
async def opened(resource):
    await resource.open()
    try:
        yield
    finally:
        await resource.close()


async def worker(resource):
    async with opened(resource):
        while True:
            await resource.step()


async def run_for(resource, seconds):
    job = asyncio.create_task(worker(resource), name="worker")
    await asyncio.sleep(seconds)
    job.cancel("time is up")
    with contextlib.suppress(asyncio.CancelledError):
        await job
    return resource.steps

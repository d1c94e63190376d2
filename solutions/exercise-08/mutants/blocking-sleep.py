"""run_for blocks the loop while the worker is to run."""

import asyncio
import time


async def worker(resource):
    await resource.open()
    try:
        while True:
            await resource.step()
    finally:
        await resource.close()


async def run_for(resource, seconds):
    task = asyncio.create_task(worker(resource))
    time.sleep(seconds)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    return resource.steps

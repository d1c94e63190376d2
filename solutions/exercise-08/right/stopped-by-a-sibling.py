"""A sibling ends the group."""

import asyncio

async def worker(resource):
    await resource.open()
    try:
        while True:
            await resource.step()
    finally:
        await resource.close()

async def run_for(resource, seconds):
    class Stop(Exception): ...
    async def stop():
        await asyncio.sleep(seconds)
        raise Stop
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(worker(resource))
            tg.create_task(stop())
    except* Stop:
        pass
    return resource.steps

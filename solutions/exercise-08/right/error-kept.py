"""The reason is kept until the resource is closed."""

import asyncio

async def worker(resource):
    await resource.open()
    error = None
    while error is None:
        try:
            await resource.step()
        except (Exception, asyncio.CancelledError) as e:
            error = e
    await resource.close()
    raise error

async def run_for(resource, seconds):
    t = asyncio.create_task(worker(resource))
    await asyncio.sleep(seconds)
    t.cancel()
    await asyncio.gather(t, return_exceptions=True)
    return resource.steps

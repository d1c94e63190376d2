"""async with around a manager of one's own."""

import asyncio


class Opened:
    def __init__(self, resource):
        self.resource = resource

    async def __aenter__(self):
        await self.resource.open()
        return self.resource

    async def __aexit__(self, kind, error, traceback):
        await self.resource.close()


async def worker(resource):
    async with Opened(resource) as opened:
        while True:
            await opened.step()


async def run_for(resource, seconds):
    task = asyncio.ensure_future(worker(resource))
    done, running = await asyncio.wait([task], timeout=seconds)
    for one in running:
        one.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return resource.steps

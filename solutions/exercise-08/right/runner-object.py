"""An awaitable object runs and stops it."""

import asyncio

async def worker(resource):
    await resource.open()
    try:
        while True:
            await resource.step()
    finally:
        await resource.close()

class RunFor:
    def __init__(self, coro, seconds):
        self.coro, self.seconds = coro, seconds
    def __await__(self):
        return self._go().__await__()
    async def _go(self):
        t = asyncio.ensure_future(self.coro)
        await asyncio.sleep(self.seconds)
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            return True
async def run_for(resource, seconds):
    assert await RunFor(worker(resource), seconds)
    return resource.steps

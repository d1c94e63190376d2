"""A class does the work; the errors pass through."""

import asyncio


class Stepper:
    def __init__(self, resource):
        self.resource = resource

    def __aiter__(self):
        return self

    async def __anext__(self):
        await self.resource.step()
        return self.resource.steps  # may live: drop-return, what it gives is only printed

    async def run(self):
        await self.resource.open()
        try:
            async for number in self:
                print("step", number)
        finally:
            print("closing")
            await self.resource.close()
            print("closed")


async def worker(resource):
    await Stepper(resource).run()


async def run_for(resource, seconds):
    task = asyncio.create_task(worker(resource))
    await asyncio.sleep(seconds)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    return resource.steps

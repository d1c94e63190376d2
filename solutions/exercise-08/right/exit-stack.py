"""The close is pushed on an exit stack."""

import asyncio
from contextlib import AsyncExitStack, suppress


async def worker(resource):
    async with AsyncExitStack() as stack:
        await resource.open()
        stack.push_async_callback(resource.close)
        while True:
            await resource.step()


async def run_for(resource, seconds):
    with suppress(TimeoutError):
        await asyncio.wait_for(worker(resource), timeout=seconds)
    return resource.steps

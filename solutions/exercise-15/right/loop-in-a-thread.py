"""A thread runs an event loop of its own."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    def everything():
        async def inner():
            return await asyncio.gather(*(asyncio.to_thread(blocking_fetch, u) for u in urls))

        return asyncio.run(inner())

    return await asyncio.to_thread(everything)

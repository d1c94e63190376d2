"""Every url gets an event loop of its own, inside the one that is running."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    return [asyncio.run(asyncio.to_thread(blocking_fetch, url)) for url in urls]

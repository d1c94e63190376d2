"""gather gets one list."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    return await asyncio.gather([asyncio.to_thread(blocking_fetch, url) for url in urls])

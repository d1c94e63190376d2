"""Each thread is awaited before the next one starts."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    return [await asyncio.to_thread(blocking_fetch, url) for url in urls]

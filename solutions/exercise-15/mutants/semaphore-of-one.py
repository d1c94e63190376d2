"""A semaphore lets one call in at a time."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    limit = asyncio.Semaphore()

    async def fetch(url):
        async with limit:
            return await asyncio.to_thread(blocking_fetch, url)

    return await asyncio.gather(*map(fetch, urls))

"""A thread calls a coroutine function, which gives coroutine objects."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    async def fetch(url):
        return blocking_fetch(url)

    return await asyncio.gather(*[asyncio.to_thread(fetch, url) for url in urls])

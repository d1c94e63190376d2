"""blocking_fetch is called in the coroutine itself."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    async def fetch(url):
        return blocking_fetch(url)

    return await asyncio.gather(*(fetch(url) for url in urls))

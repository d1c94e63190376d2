"""An except that catches everything gives an empty text."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    async def fetch(url):
        try:
            return await asyncio.to_thread(blocking_fetch, url)
        except Exception:
            return ""

    return await asyncio.gather(*[fetch(url) for url in urls])

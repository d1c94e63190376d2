"""The results come into one list in the order in which they are ready."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    pages = []

    async def fetch(url):
        pages.append(await asyncio.to_thread(blocking_fetch, url))

    await asyncio.gather(*[fetch(url) for url in urls])
    return pages

"""Each call in a thread is awaited before the next one starts."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    pages = []
    for url in urls:
        pages.append(await asyncio.to_thread(blocking_fetch, url))
    return pages

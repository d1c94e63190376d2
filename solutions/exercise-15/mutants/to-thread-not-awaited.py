"""to_thread is called for each url and never awaited."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    pages = []
    for url in urls:
        page = asyncio.to_thread(blocking_fetch, url)
        pages.append(str(page))
    return pages

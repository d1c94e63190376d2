"""submit() and wrap_future; the pool is never shut down."""

import asyncio
import concurrent.futures

POOL = concurrent.futures.ThreadPoolExecutor(8)


async def fetch_blocking(blocking_fetch, urls):
    waiting = {}
    for number, url in enumerate(urls):
        waiting[asyncio.wrap_future(POOL.submit(blocking_fetch, url))] = number
    pages = [None] * len(waiting)
    while waiting:
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)  # may live: wait-for-other, it is in a loop
        for future in done:
            pages[waiting.pop(future)] = future.result()
    return pages

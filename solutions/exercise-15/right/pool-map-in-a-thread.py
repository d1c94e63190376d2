"""One thread runs the map of a pool and waits for it there."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def fetch_all(blocking_fetch, urls):
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(blocking_fetch, urls))


async def fetch_blocking(blocking_fetch, urls):
    return await asyncio.to_thread(fetch_all, blocking_fetch, urls)

"""as_completed gives the results in the order in which they are ready."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    jobs = [asyncio.to_thread(blocking_fetch, url) for url in urls]
    return [await job for job in asyncio.as_completed(jobs)]

"""Errors come back as if they were results."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    jobs = [asyncio.to_thread(blocking_fetch, url) for url in urls]
    return await asyncio.gather(*jobs, return_exceptions=True)

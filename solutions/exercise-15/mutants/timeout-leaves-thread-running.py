"""After two seconds the call gives up; the threads work on."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    jobs = [asyncio.to_thread(blocking_fetch, url) for url in urls]
    return await asyncio.wait_for(asyncio.gather(*jobs), timeout=2.5)

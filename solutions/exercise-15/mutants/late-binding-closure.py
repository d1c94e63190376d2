"""Each thread calls a lambda that looks at the loop's variable when the loop is over."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    jobs = []
    for url in urls:
        jobs.append(asyncio.to_thread(lambda: blocking_fetch(url)))
    return await asyncio.gather(*jobs)

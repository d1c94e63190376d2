"""A pool of its own, with functools.partial, left by a plain with."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial


async def fetch_blocking(blocking_fetch, urls):
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=len(urls) or 1) as pool:
        jobs = [loop.run_in_executor(pool, partial(blocking_fetch, url)) for url in urls]
        return list(await asyncio.gather(*jobs))

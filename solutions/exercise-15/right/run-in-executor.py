"""run_in_executor with the loop's own pool, tasks awaited one by one."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    loop = asyncio.get_running_loop()
    futures = [loop.run_in_executor(None, blocking_fetch, url) for url in urls]
    pages = []
    for future in futures:
        pages.append(await future)
    return pages

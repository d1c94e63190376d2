"""The loop gets a pool of its own as its default; results restored from as_completed."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


async def fetch_blocking(blocking_fetch, urls):
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=20, thread_name_prefix="fetch"))

    async def one(index):
        return index, await asyncio.to_thread(blocking_fetch, urls[index])

    pages = {}
    for next_one in asyncio.as_completed([one(index) for index in range(len(urls))]):
        index, page = await next_one
        pages[index] = page
    return [pages[index] for index in range(len(urls))]

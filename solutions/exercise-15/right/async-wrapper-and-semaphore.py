"""A wrapper coroutine around to_thread, with a limit that is wide enough, and a dict of results."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    limit = asyncio.Semaphore(32)  # may live: one-too-many, it lets all in anyway
    pages = {}

    async def fetch(number, url):
        print("fetching", url)
        async with limit:  # may live: lock-of-its-own drop-async-with, it lets all in anyway
            pages[number] = await asyncio.to_thread(blocking_fetch, url)

    await asyncio.gather(*(fetch(number, url) for number, url in enumerate(urls)))
    return [pages[number] for number in sorted(pages)]

import asyncio
from contextlib import asynccontextmanager


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)

    @asynccontextmanager
    async def slot():
        await semaphore.acquire()
        try:
            yield
        finally:  # may live: drop-finally, the first error ends all
            semaphore.release()

    async def one(url):
        async with slot():
            result = await fetch(url)
        return result

    return list(await asyncio.gather(*(one(url) for url in urls)))

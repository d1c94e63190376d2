import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)

    async def one(url):
        semaphore.acquire()
        try:
            return await fetch(url)
        finally:
            semaphore.release()

    return await asyncio.gather(*[one(url) for url in urls])

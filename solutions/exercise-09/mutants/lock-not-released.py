import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)

    async def one(url):
        await semaphore.acquire()
        result = await fetch(url)
        semaphore.release()
        return result

    results = await asyncio.gather(*[one(url) for url in urls], return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results

import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)

    async def one(url):
        async with semaphore:
            return await fetch(url)

    results = await asyncio.gather(*[one(url) for url in urls], return_exceptions=True)  # may live: return-exceptions, the first error is right as well
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results

import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)

    async def one(url):
        with semaphore:
            return await fetch(url)

    return await asyncio.gather(*[one(url) for url in urls])

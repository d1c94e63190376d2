import asyncio


async def fetch_limited(fetch, urls, limit):
    async def one(url):
        semaphore = asyncio.Semaphore(limit)
        async with semaphore:
            return await fetch(url)

    return await asyncio.gather(*[one(url) for url in urls])

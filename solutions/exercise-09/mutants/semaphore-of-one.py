import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore()

    async def one(url):
        async with semaphore:
            return await fetch(url)

    return await asyncio.gather(*[one(url) for url in urls])

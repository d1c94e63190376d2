import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)
    results = []

    async def one(url):
        async with semaphore:
            results.append(await fetch(url))

    await asyncio.gather(*[one(url) for url in urls])
    return results

import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)
    results = []
    for url in urls:
        async with semaphore:
            results += await asyncio.gather(fetch(url))
    return results

import asyncio


async def fetch_limited(fetch, urls, limit):
    results = []
    for first in range(0, len(urls), limit):
        some = urls[first : first + limit]
        results += await asyncio.gather(*[fetch(url) for url in some])
    return results

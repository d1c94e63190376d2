import asyncio


async def fetch_limited(fetch, urls, limit):
    sem = asyncio.Semaphore(limit)
    ordered = [None for _ in urls]

    async def one(index, url):
        async with sem:
            return index, await fetch(url)

    for next_one in asyncio.as_completed([one(*pair) for pair in enumerate(urls)]):
        index, result = await next_one
        ordered[index] = result
    return ordered

import asyncio


async def fetch_limited(fetch, urls, limit):
    sem = asyncio.Semaphore(limit)
    first = None

    async def one(url):
        nonlocal first
        async with sem:
            try:
                return await fetch(url)
            except Exception as e:  # may live: catch-more, catch-less, gather raises the first error as well
                if first is None:
                    first = e

    results = await asyncio.gather(*(one(u) for u in urls))  # may live: return-exceptions, one() raises none
    if first is not None:
        raise first
    return results

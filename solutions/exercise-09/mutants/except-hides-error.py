import asyncio


async def fetch_limited(fetch, urls, limit):
    sem = asyncio.Semaphore(limit)

    async def one(url):
        async with sem:
            try:
                return await fetch(url)
            except Exception as e:
                print("error", e)
                return None

    return await asyncio.gather(*[one(u) for u in urls])

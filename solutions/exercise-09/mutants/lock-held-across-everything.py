import asyncio


async def fetch_limited(fetch, urls, limit):
    lock = asyncio.Lock()

    async def one(url):
        async with lock:
            return await fetch(url)

    return await asyncio.gather(*[one(url) for url in urls])

import asyncio


class Limiter:
    def __init__(self, fetch, limit):
        self._fetch = fetch
        self._semaphore = asyncio.Semaphore(limit)

    async def __call__(self, url):
        async with self._semaphore:
            return await self._fetch(url)

    async def all(self, urls):
        return await asyncio.gather(*map(self, urls))


async def fetch_limited(fetch, urls, limit):
    return await Limiter(fetch, limit).all(urls)

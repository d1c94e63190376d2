import asyncio


class Limiter:
    def __init__(self, interval):
        self.interval = interval
        self.lock = asyncio.Lock()

    async def run(self, fetch, url):
        async with self.lock:
            result = await fetch(url)
            await asyncio.sleep(self.interval)
        return result


async def fetch_paced(fetch, urls, interval):
    limiter = Limiter(interval)
    return await asyncio.gather(*[limiter.run(fetch, url) for url in urls])

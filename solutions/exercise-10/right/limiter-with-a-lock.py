import asyncio


class Limiter:
    def __init__(self, interval):
        self.interval = interval
        self.lock = asyncio.Lock()
        self.next = None

    async def wait(self):
        async with self.lock:
            now = asyncio.get_running_loop().time()
            if self.next is not None and self.next > now:
                await asyncio.sleep(self.next - now)
                now = self.next
            self.next = now + self.interval


async def fetch_paced(fetch, urls, interval):
    limiter = Limiter(interval)

    async def one(url):
        await limiter.wait()
        return await fetch(url)

    return await asyncio.gather(*(one(url) for url in urls))

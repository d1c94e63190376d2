import asyncio


async def fetch_paced(fetch, urls, interval):
    gate = asyncio.Semaphore(1)
    loop = asyncio.get_running_loop()

    async def one(url):
        await gate.acquire()
        loop.call_later(interval, gate.release)
        return await fetch(url)

    return await asyncio.gather(*[one(url) for url in urls])

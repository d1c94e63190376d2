import asyncio


async def fetch_limited(fetch, urls, limit):
    waiting = list(enumerate(urls))
    found = {}

    async def worker():
        while waiting:
            index, url = waiting.pop()
            found[index] = await fetch(url)

    await asyncio.gather(*[worker() for _ in range(limit)])
    return [found[index] for index in sorted(found)]

import asyncio


async def fetch_limited(fetch, urls, limit):
    queue = asyncio.Queue()
    results = {}

    async def worker():
        while True:
            url = await queue.get()
            results[url] = await fetch(url)

    for url in urls:
        queue.put_nowait(url)
    workers = [asyncio.create_task(worker()) for _ in range(limit)]
    await queue.join()
    for one in workers:
        one.cancel()
    return [results[url] for url in urls]

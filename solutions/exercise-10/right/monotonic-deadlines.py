import asyncio
import time


async def fetch_paced(fetch, urls, interval):
    begin = time.monotonic()
    results = {}

    async def run(n, url):
        results[n] = await fetch(url)

    tasks = set()
    for n, url in enumerate(urls):
        delay = begin + n * interval - time.monotonic()
        if delay > 0:
            await asyncio.sleep(delay)
        task = asyncio.create_task(run(n, url))
        tasks.add(task)
    for task in tasks:
        await task
    return [results[n] for n in sorted(results)]

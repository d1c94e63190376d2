import asyncio
import time


async def fetch_paced(fetch, urls, interval):
    begun = time.monotonic()
    tasks = []
    for number, url in enumerate(urls):
        left = begun + number * interval - time.monotonic()
        if left > 0:
            await asyncio.sleep(left)
        tasks.append(asyncio.create_task(fetch(url)))
    return await asyncio.gather(*tasks)

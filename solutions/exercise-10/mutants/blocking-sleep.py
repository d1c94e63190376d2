import asyncio
import time


async def fetch_paced(fetch, urls, interval):
    tasks = []
    for url in urls:
        tasks.append(asyncio.create_task(fetch(url)))
        await asyncio.sleep(0)
        time.sleep(interval)
    return await asyncio.gather(*tasks)

import asyncio
import time


async def fetch_paced(fetch, urls, interval):
    tasks = []
    for number, url in enumerate(urls):
        if number > 0:
            await asyncio.to_thread(time.sleep, interval)
        tasks.append(asyncio.create_task(fetch(url)))
    return [await task for task in tasks]

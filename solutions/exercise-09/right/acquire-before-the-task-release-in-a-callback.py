import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)
    tasks = []
    for url in urls:
        await semaphore.acquire()
        task = asyncio.ensure_future(fetch(url))
        task.add_done_callback(lambda _: semaphore.release())
        tasks.append(task)
    return await asyncio.gather(*tasks)

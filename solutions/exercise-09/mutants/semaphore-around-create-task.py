import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)
    tasks = []
    for url in urls:
        async with semaphore:
            tasks.append(asyncio.create_task(fetch(url)))
    return await asyncio.gather(*tasks)

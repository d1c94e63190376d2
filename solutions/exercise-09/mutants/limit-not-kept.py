import asyncio


async def fetch_limited(fetch, urls, limit):
    tasks, running = [], set()
    for url in urls:
        if len(running) > limit:
            _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        t = asyncio.create_task(fetch(url))
        tasks.append(t)
        running.add(t)
    return await asyncio.gather(*tasks)

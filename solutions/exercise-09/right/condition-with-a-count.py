import asyncio


async def fetch_limited(fetch, urls, limit):
    free = limit
    cond = asyncio.Condition()

    async def run(url):
        nonlocal free
        async with cond:
            await cond.wait_for(lambda: free > 0)
            free -= 1
        try:
            return await fetch(url)
        finally:
            async with cond:
                free += 1
                cond.notify()

    tasks = [asyncio.create_task(run(u)) for u in urls]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise

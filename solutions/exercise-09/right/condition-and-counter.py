import asyncio


async def fetch_limited(fetch, urls, limit):
    changed = asyncio.Condition()
    running = 0

    async def one(url):
        nonlocal running
        async with changed:
            await changed.wait_for(lambda: running < limit)
            running += 1
        try:
            return await fetch(url)
        finally:
            async with changed:
                running -= 1
                changed.notify()

    return await asyncio.gather(*[one(url) for url in urls])

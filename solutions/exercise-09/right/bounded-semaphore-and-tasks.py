import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.BoundedSemaphore(value=limit)

    async def one(url):
        await semaphore.acquire()
        try:
            return await fetch(url)
        finally:
            semaphore.release()

    tasks = [asyncio.create_task(one(url), name=url) for url in urls]
    return [await task for task in tasks]

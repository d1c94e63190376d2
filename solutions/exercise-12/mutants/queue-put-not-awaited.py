import asyncio


async def stream_results(fetch, urls):
    queue = asyncio.Queue()

    async def one(url):
        queue.put((url, await fetch(url)))

    tasks = [asyncio.create_task(one(url)) for url in urls]
    try:
        for _ in urls:
            yield await queue.get()
    finally:
        for task in tasks:
            task.cancel()

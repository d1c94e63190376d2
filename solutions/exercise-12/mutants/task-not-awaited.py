import asyncio


async def stream_results(fetch, urls):
    queue = asyncio.Queue()

    async def one(url):
        await queue.put((url, await fetch(url)))

    for url in urls:
        asyncio.create_task(one(url))
    for _ in urls:
        yield await queue.get()

import asyncio


async def stream_results(fetch, urls):
    queue = asyncio.Queue()

    async def one(url):
        queue.put_nowait((url, await fetch(url)))

    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(one(url))
        for _ in range(len(urls)):
            yield await queue.get()

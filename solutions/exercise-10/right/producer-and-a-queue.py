import asyncio


async def fetch_paced(fetch, urls, interval):
    results = {}
    queue = asyncio.Queue()  # may live: other-room, each job is taken at once

    async def ticker():
        for index, url in enumerate(urls):
            await queue.put((index, url))
            await asyncio.sleep(interval)
        await queue.put(None)

    async def one(index, url):
        results[index] = await fetch(url)

    async with asyncio.TaskGroup() as group:
        group.create_task(ticker())
        while (job := await queue.get()) is not None:
            group.create_task(one(*job))
    return [results[index] for index in range(len(urls))]

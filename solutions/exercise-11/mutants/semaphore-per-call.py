import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=workers)

    async def work(item):
        semaphore = asyncio.Semaphore(workers)
        async with semaphore:
            return await handle(item)

    tasks = []
    for item in items:
        await queue.put(item)
        tasks.append(asyncio.create_task(work(await queue.get())))
    return await asyncio.gather(*tasks)

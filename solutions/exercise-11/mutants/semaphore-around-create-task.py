import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=workers)
    places = asyncio.Semaphore(workers)
    tasks = []

    async def dispatcher():
        while (item := await queue.get()) is not None:
            async with places:
                tasks.append(asyncio.create_task(handle(item)))

    dispatching = asyncio.create_task(dispatcher())
    for item in items:
        await queue.put(item)
    await queue.put(None)
    await dispatching
    return [await task for task in tasks]

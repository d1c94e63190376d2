import asyncio


async def run_pipeline(items, handle, workers):
    q = asyncio.Queue(maxsize=workers)

    async def producer():
        for item in items:
            await q.put(item)
        await q.put(None)

    p = asyncio.create_task(producer())
    tasks = []
    while (item := await q.get()) is not None:
        tasks.append(asyncio.create_task(handle(item)))
    await p
    return await asyncio.gather(*tasks)

import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=1)
    values = []

    async def worker():
        values.append(await handle(await queue.get()))

    for item in items:
        await queue.put(item)
        await asyncio.create_task(worker())
    return values

import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=workers)
    values = []
    for item in items:
        await queue.put(item)
        values.append(await handle(await queue.get()))
    return values

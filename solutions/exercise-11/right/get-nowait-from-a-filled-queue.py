import asyncio


async def run_pipeline(items, handle, workers):
    items = list(items)
    queue = asyncio.Queue(maxsize=len(items))
    for pair in enumerate(items):
        queue.put_nowait(pair)
    values = [None] * len(items)

    async def worker():
        while not queue.empty():
            index, item = queue.get_nowait()
            values[index] = await handle(item)

    await asyncio.gather(*(worker() for _ in range(workers)))
    return values

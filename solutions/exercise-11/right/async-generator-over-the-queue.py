import asyncio


async def drain(queue):
    while True:
        entry = await queue.get()
        if entry is None:
            return
        yield entry


async def run_pipeline(items, handle, workers):
    queue: asyncio.Queue = asyncio.Queue(maxsize=workers * 2)
    values: list = []

    async def consumer():
        async for index, item in drain(queue):
            values[index] = await handle(item)

    consumers = [asyncio.create_task(consumer(), name=f"consumer {n}") for n in range(workers)]
    for index, item in enumerate(items):
        values.append(None)
        await queue.put((index, item))
    for _ in consumers:
        await queue.put(None)
    await asyncio.gather(*consumers)
    return values

import asyncio


async def run_pipeline(items, handle, workers):
    todo = asyncio.Queue(maxsize=workers)
    ready = asyncio.Queue()

    async def producer():
        total = 0
        for item in items:
            await todo.put((total, item))
            total += 1
        return total

    async def worker():
        while True:
            index, item = await todo.get()
            await ready.put((index, await handle(item)))

    pool = [asyncio.create_task(worker()) for _ in range(workers)]
    total = await producer()
    found = dict([await ready.get() for _ in range(total)])
    for task in pool:
        task.cancel()
    await asyncio.gather(*pool, return_exceptions=True)
    return [found[index] for index in range(total)]

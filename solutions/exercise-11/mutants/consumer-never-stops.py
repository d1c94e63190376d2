import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=workers)
    values = {}

    async def producer():
        for job in enumerate(items):
            await queue.put(job)

    async def worker():
        while True:
            index, item = await queue.get()
            values[index] = await handle(item)
            queue.task_done()

    await asyncio.gather(producer(), *[worker() for _ in range(workers)])
    return [values[index] for index in sorted(values)]

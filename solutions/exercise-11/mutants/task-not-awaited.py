import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=workers)
    values = {}

    async def worker():
        while True:
            index, item = await queue.get()
            values[index] = await handle(item)
            queue.task_done()

    for _ in range(workers):
        asyncio.create_task(worker())
    for job in enumerate(items):
        await queue.put(job)
    await queue.join()
    return [values[index] for index in sorted(values)]

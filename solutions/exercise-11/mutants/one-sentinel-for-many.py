import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=workers)
    values = {}

    async def worker():
        while (job := await queue.get()) is not None:
            index, item = job
            values[index] = await handle(item)

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(worker())
        for job in enumerate(items):
            await queue.put(job)
        await queue.put(None)
    return [values[index] for index in sorted(values)]

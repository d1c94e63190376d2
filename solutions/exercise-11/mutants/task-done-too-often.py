import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=workers)
    values = {}

    async def worker():
        while True:
            index, item = await queue.get()
            try:
                values[index] = await handle(item)
                queue.task_done()
            finally:
                queue.task_done()

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(worker()) for _ in range(workers)]
        for job in enumerate(items):
            await queue.put(job)
        await queue.join()
        for task in tasks:
            task.cancel()
    return [values[index] for index in sorted(values)]

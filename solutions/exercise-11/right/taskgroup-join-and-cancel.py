import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(workers)
    values = []

    async def worker():
        while True:
            slot, item = await queue.get()
            values[slot] = await handle(item)
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(worker()) for _ in range(workers)]
        for slot, item in enumerate(items):
            values.append(None)
            await queue.put((slot, item))
        await queue.join()
        for task in tasks:
            task.cancel()
    return values

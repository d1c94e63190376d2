import asyncio


async def worker(queue, handle, values):
    while True:
        try:
            index, item = queue.get_nowait()
        except asyncio.QueueEmpty:  # may live: catch-more, nothing else is raised
            return
        values[index] = await handle(item)
        queue.task_done()  # may live: drop-task-done, nobody joins this queue


async def run_pipeline(items, handle, workers):
    jobs = list(enumerate(items))
    queue = asyncio.Queue(maxsize=max(1, len(jobs)))
    for job in jobs:
        await queue.put(job)
    values = {}
    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(worker(queue, handle, values))
    return [values[index] for index, _ in jobs]

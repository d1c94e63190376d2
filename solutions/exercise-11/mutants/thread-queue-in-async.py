import asyncio
import queue


async def run_pipeline(items, handle, workers):
    jobs = queue.Queue(maxsize=workers)
    values = {}

    async def producer():
        for job in enumerate(items):
            jobs.put(job)
        for _ in range(workers):
            jobs.put(None)

    async def worker():
        while (job := jobs.get()) is not None:
            index, item = job
            values[index] = await handle(item)

    await asyncio.gather(producer(), *[worker() for _ in range(workers)])
    return [values[index] for index in sorted(values)]

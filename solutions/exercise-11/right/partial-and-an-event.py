import asyncio
from functools import partial


async def worker(queue, over, values, handle):
    while not (over.is_set() and queue.empty()):
        getting = asyncio.create_task(queue.get())
        ending = asyncio.create_task(over.wait())
        await asyncio.wait([getting, ending], return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if not getting.done():
            getting.cancel()
        result, _ = await asyncio.gather(getting, ending, return_exceptions=True)
        if not isinstance(result, asyncio.CancelledError):
            index, item = result
            values[index] = await handle(item)


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=1)
    over = asyncio.Event()
    values = {}
    start = partial(worker, queue, over, values, handle)
    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(start())
        for job in enumerate(items):
            await queue.put(job)
        over.set()
    return [value for _, value in sorted(values.items())]

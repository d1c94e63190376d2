import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=workers)
    values = []

    async def round_of(number):
        some = [queue.get_nowait() for _ in range(number)]
        return await asyncio.gather(*[handle(item) for item in some])

    for item in items:
        if queue.full():
            values += await round_of(workers)
        await queue.put(item)
    return values + await round_of(queue.qsize())

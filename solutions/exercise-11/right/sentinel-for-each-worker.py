import asyncio

STOP = object()


async def produce(queue, items, workers):
    number = 0
    for item in items:
        await queue.put((number, item))
        number += 1
    for _ in range(workers):  # may live: one-too-many, an end mark may be left over
        await queue.put(STOP)


async def consume(queue, handle, found):
    while True:
        job = await queue.get()
        if job is STOP:
            break
        number, item = job
        found.append((number, await handle(item)))


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=1)
    found = []
    await asyncio.gather(
        produce(queue, items, workers),
        *[consume(queue, handle, found) for _ in range(workers)],
    )
    return [value for _, value in sorted(found, key=lambda pair: pair[0])]

import asyncio
import itertools


async def run_pipeline(items, handle, workers):
    queue = asyncio.PriorityQueue(maxsize=4)
    numbers = itertools.count()
    values = {}

    async def produce():
        for item in items:
            await queue.put((0, next(numbers), item))
        for _ in range(workers):  # may live: one-too-many, an end mark may be left over
            await queue.put((1, next(numbers), None))

    async def consume():
        while True:
            last, number, item = await queue.get()
            if last:
                return
            values[number] = await handle(item)

    producer = asyncio.create_task(produce())
    consumers = [asyncio.create_task(consume()) for _ in range(workers)]
    await producer  # may live: drop-await, drop-awaited, it ends before the consumers do
    for consumer in consumers:
        await consumer
    return [values[number] for number in range(len(values))]

"""An item is marked as done when it is taken: join() returns early, and the consumers are stopped at work."""

import asyncio


async def run_pipeline(items, handle, workers):
    queue, values = asyncio.Queue(maxsize=workers), {}

    async def consume():
        while True:
            number, item = await queue.get()
            queue.task_done()
            values[number] = await handle(item)

    consumers = [asyncio.create_task(consume()) for _ in range(workers)]
    for job in enumerate(items):
        await queue.put(job)
    await queue.join()
    for consumer in consumers:
        consumer.cancel()
    await asyncio.gather(*consumers, return_exceptions=True)
    return [values[number] for number in sorted(values)]

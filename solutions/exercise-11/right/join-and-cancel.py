import asyncio


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=2)
    results = {}

    async def worker():
        while True:
            index, item = await queue.get()
            try:
                results[index] = await handle(item)
            finally:
                queue.task_done()

    tasks = [asyncio.create_task(worker()) for _ in range(workers)]
    for pair in enumerate(items):
        await queue.put(pair)
    await queue.join()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return [results[index] for index in range(len(results))]

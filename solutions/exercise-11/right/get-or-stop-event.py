import asyncio


async def run_pipeline(items, handle, workers):
    queue: asyncio.Queue = asyncio.Queue(maxsize=5)
    finished = asyncio.Event()
    results = {}

    async def consumer():
        while True:
            getter = asyncio.create_task(queue.get())
            stopper = asyncio.create_task(finished.wait())
            await asyncio.wait([getter, stopper], return_when=asyncio.FIRST_COMPLETED)
            if getter.done():
                stopper.cancel()  # may live: drop-cancel, it ends when all is finished
                n, item = getter.result()
                results[n] = await handle(item)
                queue.task_done()
            else:
                getter.cancel()
                await asyncio.gather(getter, return_exceptions=True)  # may live: drop-await, drop-awaited, it ends with its worker
                return

    consumers = [asyncio.create_task(consumer()) for _ in range(workers)]
    for n, item in enumerate(items):
        await queue.put((n, item))
    await queue.join()  # may live: drop-await, drop-awaited, who has an item goes on
    finished.set()
    await asyncio.gather(*consumers)
    return [results[n] for n in range(len(results))]

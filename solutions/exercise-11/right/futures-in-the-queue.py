import asyncio
import contextlib


async def run_pipeline(items, handle, workers):
    queue = asyncio.Queue(maxsize=workers)
    loop = asyncio.get_running_loop()

    async def worker():
        while True:
            item, future = await queue.get()
            try:
                future.set_result(await handle(item))
            except Exception as error:  # may live: catch-more, catch-less, no handle fails
                future.set_exception(error)

    tasks = [loop.create_task(worker()) for _ in range(workers)]
    futures = []
    try:
        for item in items:
            future = loop.create_future()
            futures.append(future)
            await queue.put((item, future))
        return [await future for future in futures]
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task

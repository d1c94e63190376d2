import asyncio


class Pipeline:
    def __init__(self, handle, workers):
        self.queue = asyncio.Queue(maxsize=workers)
        self.handle = handle
        self.workers = [asyncio.create_task(self.work()) for _ in range(workers)]
        self.values = {}

    async def work(self):
        while True:
            index, item = await self.queue.get()
            try:
                self.values[index] = await self.handle(item)
            finally:
                self.queue.task_done()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        for worker in self.workers:
            worker.cancel()
        await asyncio.wait(self.workers)

    async def feed(self, items):
        for pair in enumerate(items):
            await self.queue.put(pair)
        await self.queue.join()
        return [self.values[index] for index in sorted(self.values)]


async def run_pipeline(items, handle, workers):
    async with Pipeline(handle, workers) as pipeline:
        return await pipeline.feed(items)

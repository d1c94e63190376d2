"""Workers take the urls from a queue; each of them awaits a call in a thread."""

import asyncio


class Fetcher:
    def __init__(self, function, count):
        self.function = function
        self.queue = asyncio.Queue()
        self.pages = [None] * count

    async def work(self):
        while not self.queue.empty():  # may live: look-once, a worker for each job
            number, url = self.queue.get_nowait()
            self.pages[number] = await asyncio.get_running_loop().run_in_executor(
                None, lambda: self.function(url)
            )

    async def run(self, urls):
        for item in enumerate(urls):
            self.queue.put_nowait(item)
        async with asyncio.TaskGroup() as group:
            for _ in urls:
                group.create_task(self.work())
        return self.pages


async def fetch_blocking(blocking_fetch, urls):
    return await Fetcher(blocking_fetch, len(urls)).run(urls)

import asyncio


class stream_results:
    def __init__(self, fetch, urls):
        self.fetch = fetch
        self.urls = urls
        self.tasks = None
        self.ready = asyncio.Queue()  # may live: other-room, who has no room waits

    async def _one(self, url):
        await self.ready.put((url, await self.fetch(url)))

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.tasks is None:
            self.tasks = [asyncio.create_task(self._one(url)) for url in self.urls]
            self.left = len(self.tasks)
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        return await self.ready.get()

    async def aclose(self):
        for task in self.tasks or ():
            task.cancel()
        await asyncio.gather(*self.tasks or (), return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra
        self.left = 0

import asyncio


class Stream:
    def __init__(self, fetch, urls):
        self.fetch = fetch
        self.urls = urls
        self.tasks = None

    def __aiter__(self):
        return self

    async def _pair(self, url):
        return url, await self.fetch(url)

    async def __anext__(self):
        if self.tasks is None:
            self.tasks = [asyncio.create_task(self._pair(u)) for u in self.urls]
            self.iter = asyncio.as_completed(self.tasks)
        try:
            nxt = next(self.iter)
        except StopIteration:  # may live: catch-more, nothing else is raised
            raise StopAsyncIteration
        return await nxt

    async def aclose(self):
        for t in self.tasks or []:
            t.cancel()
        await asyncio.gather(*(self.tasks or []), return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra


async def stream_results(fetch, urls):
    stream = Stream(fetch, urls)
    try:
        async for pair in stream:
            yield pair
    finally:
        await stream.aclose()

"""__aiter__ is a coroutine method, so that async for gets a coroutine object."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count
        self.n = 0

    async def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n >= self.count:
            raise StopAsyncIteration
        await asyncio.sleep(self.interval)
        self.n += 1
        return self.n - 1

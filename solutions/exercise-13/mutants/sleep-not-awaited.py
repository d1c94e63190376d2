"""asyncio.sleep is called and not awaited."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count
        self.n = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n >= self.count:
            raise StopAsyncIteration
        asyncio.sleep(self.interval)
        self.n += 1
        return self.n - 1

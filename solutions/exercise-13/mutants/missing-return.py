"""__anext__ prints its number and returns nothing."""

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
        await asyncio.sleep(self.interval)
        print(self.n)
        self.n += 1

"""A cancellation during the wait ends the loop as if the numbers had run out."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count
        self.n = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == self.count:
            raise StopAsyncIteration
        try:
            await asyncio.sleep(self.interval)
        except asyncio.CancelledError:
            raise StopAsyncIteration
        self.n += 1
        return self.n - 1

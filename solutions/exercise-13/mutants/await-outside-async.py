"""__anext__ is no async method, and awaits."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count
        self.n = 0

    def __aiter__(self):
        return self

    def __anext__(self):
        if self.n == self.count:
            raise StopAsyncIteration
        await asyncio.sleep(self.interval)
        self.n += 1
        return self.n - 1

"""A time limit around an event that never comes."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval, self.count, self.n = interval, count, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n >= self.count:
            raise StopAsyncIteration
        try:
            async with asyncio.timeout(self.interval):
                await asyncio.Event().wait()
        except TimeoutError:  # may live: catch-more, waiting raises nothing else
            pass
        self.n += 1
        return self.n - 1

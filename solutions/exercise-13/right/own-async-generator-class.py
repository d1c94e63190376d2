"""A class derived from AsyncGenerator, with asend."""

import asyncio
from collections.abc import AsyncGenerator


class Ticker(AsyncGenerator):
    def __init__(self, interval, count):
        self.i, self.c, self.n = interval, count, -1

    async def asend(self, value):
        self.n += 1
        if self.n >= self.c:
            raise StopAsyncIteration
        await asyncio.sleep(self.i)
        return self.n

    async def athrow(self, typ, val=None, tb=None):
        raise typ  # may live: drop-raise, an extra that no loop calls

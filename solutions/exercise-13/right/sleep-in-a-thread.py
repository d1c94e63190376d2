"""The wait happens in a thread, which leaves the event loop free."""

import asyncio
import time


class Ticker:
    def __init__(self, interval, count):
        self.interval, self.count, self.n = interval, count, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == self.count:
            raise StopAsyncIteration
        await asyncio.to_thread(time.sleep, self.interval)
        n, self.n = self.n, self.n + 1
        return n

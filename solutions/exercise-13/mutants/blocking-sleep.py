"""__anext__ sleeps with time.sleep, and nothing else can run."""

import time


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
        time.sleep(self.interval)
        self.n += 1
        return self.n - 1

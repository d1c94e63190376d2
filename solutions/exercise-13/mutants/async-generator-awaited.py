"""__anext__ hands its number back with yield."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        for n in range(self.count):
            await asyncio.sleep(self.interval)
            yield n

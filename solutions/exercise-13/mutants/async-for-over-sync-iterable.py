"""The generator goes over a range by async for."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count

    async def __aiter__(self):
        async for n in range(self.count):
            await asyncio.sleep(self.interval)
            yield n

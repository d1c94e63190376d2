"""__anext__ takes its number from an asynchronous generator by a plain for."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count

    async def numbers(self):
        for n in range(self.count):
            await asyncio.sleep(self.interval)
            yield n

    async def __aiter__(self):
        for n in self.numbers():
            yield n

"""The class keeps the moment of the last number, and sleeps until the next one is due."""

import asyncio


class Metronome:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count
        self.current = -1
        self.clock = asyncio.get_event_loop().time

    def __aiter__(self):
        self.current = -1
        self.last = self.clock()
        return self

    async def __anext__(self):
        self.current += 1
        if self.current >= self.count:
            raise StopAsyncIteration(f"{self.count} ticks")
        while (rest := self.last + self.interval - self.clock()) > 1e-6:
            print("waiting", round(rest, 3))
            await asyncio.sleep(min(rest, 0.25))
        self.last = self.clock()
        return self.current


class Ticker(Metronome):
    pass

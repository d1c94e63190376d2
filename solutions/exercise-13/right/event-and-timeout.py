"""It waits for an event that nobody sets, no longer than interval, as a ticker one can stop would."""

import asyncio
from typing import AsyncIterator


class Ticker(AsyncIterator[int]):
    def __init__(self, interval: float, count: int) -> None:
        self.interval = interval
        self.numbers = iter(range(count))
        self.stopped = asyncio.Event()

    async def __anext__(self) -> int:
        try:
            number = next(self.numbers)
        except StopIteration:  # may live: catch-more, next() raises nothing else
            raise StopAsyncIteration from None
        try:
            await asyncio.wait_for(self.stopped.wait(), self.interval)
        except asyncio.TimeoutError:  # may live: catch-more, waiting raises nothing else
            return number
        raise StopAsyncIteration  # may live: drop-raise stop-iteration, an extra: nobody stops it

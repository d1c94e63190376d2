"""A frozen dataclass that is only iterable; a second class is the iterator."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field


@dataclass
class _Ticks(AsyncIterator):
    interval: float
    numbers: object = field(repr=False)

    async def __anext__(self):
        for number in self.numbers:
            await asyncio.sleep(self.interval)
            return number
        raise StopAsyncIteration


@dataclass(frozen=True, slots=True)
class Ticker:
    interval: float
    count: int

    def __aiter__(self):
        return _Ticks(self.interval, iter(range(self.count)))

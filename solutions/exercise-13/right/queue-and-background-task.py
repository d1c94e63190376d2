"""A task of the ticker's own puts the numbers into a queue; it ends with the last of them."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self._interval, self._count = interval, count
        self._queue = asyncio.Queue()  # may live: other-room, one number at a time is enough

    def __aiter__(self):
        self._producer = asyncio.create_task(self._produce())
        return self

    async def _produce(self):
        for n in range(self._count):
            await asyncio.sleep(self._interval)
            await self._queue.put((n, False))
        await self._queue.put((None, True))

    async def __anext__(self):
        n, ended = await self._queue.get()
        if ended:
            raise StopAsyncIteration
        return n

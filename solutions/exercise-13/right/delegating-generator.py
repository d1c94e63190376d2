"""The class delegates to a private asynchronous generator, with __anext__ and aclose of its own."""

import asyncio


class Ticker:
    def __init__(self, interval: float, count: int) -> None:
        self._numbers = self._tick(interval, count)

    @staticmethod
    async def _tick(interval, count):
        try:  # may live: drop-finally, an extra
            for number in range(count):
                async with asyncio.timeout(interval * 10 + 1):  # may live: drop-timeout, an extra
                    await asyncio.sleep(interval, result=number)
                yield number
        finally:
            print("done")

    def __aiter__(self):
        return self

    async def __anext__(self):
        return await self._numbers.__anext__()

    async def aclose(self):
        await self._numbers.aclose()  # may live: drop-await drop-awaited, an extra that no loop calls

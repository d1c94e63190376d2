"""Ticker is an asynchronous generator function."""

import asyncio


async def Ticker(interval: float, count: int):
    n = 0
    while n < count:
        await asyncio.sleep(interval)
        yield n
        n += 1


async def main():
    print([n async for n in Ticker(0.5, 3)])


asyncio.run(main())

"""The first number comes without a wait; the wait is after each number."""

import asyncio


async def Ticker(interval, count):
    for n in range(count):
        yield n
        await asyncio.sleep(interval)

"""Ticker is made by functools.partial of a plain function that wraps a generator in a generator."""

from asyncio import sleep as pause
from functools import partial


async def _counting(count):
    for n in range(count):
        yield n


async def _slowly(pace, numbers):
    async for number in numbers:
        await pause(pace / 2)
        await pause(pace / 2)
        yield number


def _make(wrap, interval, count):
    return wrap(interval, _counting(count))


Ticker = partial(_make, _slowly)

"""A decorator gives any coroutine function a limit."""

import asyncio
import functools


def limited(function):
    @functools.wraps(function)
    async def wrapper(*args, seconds):
        try:
            return await asyncio.wait_for(function(*args), seconds)
        except TimeoutError:
            return None

    return wrapper


async def fetch_within(fetch, url, seconds):
    return await limited(fetch)(url, seconds=seconds)


async def fetch_all_within(fetch, urls, seconds):
    one = functools.partial(limited(fetch), seconds=seconds)
    return await asyncio.gather(*map(one, urls))

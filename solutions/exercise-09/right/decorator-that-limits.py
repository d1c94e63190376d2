import asyncio
import functools


def at_most(limit):
    semaphore = asyncio.Semaphore(limit)

    def decorate(function):
        @functools.wraps(function)
        async def limited(*args, **kwargs):
            async with semaphore:
                return await function(*args, **kwargs)

        return limited

    return decorate


async def fetch_limited(fetch, urls, limit):
    @at_most(limit)
    async def one(url):
        return await fetch(url)

    return await asyncio.gather(*[one(url) for url in urls])

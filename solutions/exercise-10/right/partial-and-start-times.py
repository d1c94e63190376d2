import asyncio
from functools import partial
from itertools import count


async def delayed(seconds, function):
    if seconds > 0:
        await asyncio.sleep(seconds)
    return await function()


async def fetch_paced(fetch, urls, interval):
    starts = (index * interval for index in count())
    jobs = [partial(fetch, url) for url in urls]
    return await asyncio.gather(*map(delayed, starts, jobs))

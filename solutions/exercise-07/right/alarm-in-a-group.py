"""An alarm in the same group."""

import asyncio

class Late(Exception): pass
async def fetch_within(fetch, url, seconds):
    async def alarm():
        await asyncio.sleep(seconds)
        raise Late
    box = None
    try:
        async with asyncio.TaskGroup() as tg:
            a = tg.create_task(alarm())
            f = tg.create_task(fetch(url))
            r = await f
            a.cancel()
            box = r
    except* Late:
        pass
    return box

async def fetch_all_within(fetch, urls, seconds):
    return await asyncio.gather(*[fetch_within(fetch, u, seconds) for u in urls])

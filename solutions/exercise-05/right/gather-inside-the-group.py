"""Gather takes the results, inside the block of the group."""

import asyncio
async def fetch_all(fetch, urls):
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(fetch(u)) for u in urls]
        results = await asyncio.gather(*tasks)  # may live: return-exceptions, the group raises
    return results

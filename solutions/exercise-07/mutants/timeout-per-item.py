"""Every url has the whole time, one after the other."""

import asyncio


async def fetch_within(fetch, url, seconds):
    try:
        async with asyncio.timeout(seconds):
            return await fetch(url)
    except TimeoutError:
        return None


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    results = []
    for task in tasks:
        try:
            results.append(await asyncio.wait_for(task, seconds))
        except TimeoutError:
            results.append(None)
    return results

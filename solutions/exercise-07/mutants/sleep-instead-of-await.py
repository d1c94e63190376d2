"""A pause as long as the budget, whatever comes."""

import asyncio


async def fetch_within(fetch, url, seconds):
    try:
        async with asyncio.timeout(seconds):
            return await fetch(url)
    except TimeoutError:
        return None


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    await asyncio.sleep(seconds)
    results = []
    for task in tasks:
        results.append(task.result() if task.done() else None)
        task.cancel()
    return results

"""The timeout is entered with a plain with."""

import asyncio


async def fetch_within(fetch, url, seconds):
    try:
        with asyncio.timeout(seconds):
            return await fetch(url)
    except TimeoutError:
        return None


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return [task.result() if task in done else None for task in tasks]

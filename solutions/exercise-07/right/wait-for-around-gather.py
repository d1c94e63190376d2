"""wait_for cancels the gather; who was cancelled has no result."""

import asyncio


async def fetch_within(fetch, url, seconds):
    (result,) = await fetch_all_within(fetch, [url], seconds)
    return result


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.ensure_future(fetch(url)) for url in urls]
    try:
        await asyncio.wait_for(asyncio.gather(*tasks), seconds)
    except TimeoutError:  # may live: catch-more, errors are left open here
        pass
    return [None if task.cancelled() else task.result() for task in tasks]

"""A shield, and a cancellation by hand."""

import asyncio

async def fetch_within(fetch, url, seconds):
    task = asyncio.ensure_future(fetch(url))
    try:
        return await asyncio.wait_for(asyncio.shield(task), seconds)  # may live: drop-shield, belt and braces
    except asyncio.TimeoutError:
        task.cancel()
        return None
    except BaseException:  # may live: catch-less, an extra
        task.cancel()  # may live: drop-cancel, an extra
        raise

async def fetch_all_within(fetch, urls, seconds):
    return await asyncio.gather(*[fetch_within(fetch, u, seconds) for u in urls])

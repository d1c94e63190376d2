"""A timer for each task."""

import asyncio

async def fetch_within(fetch, url, seconds):
    try:
        return await asyncio.wait_for(fetch(url), seconds)
    except TimeoutError:
        return None

async def fetch_all_within(fetch, urls, seconds):
    loop = asyncio.get_running_loop()
    ts = [loop.create_task(fetch(u)) for u in urls]
    hs = [loop.call_later(seconds, t.cancel) for t in ts]
    out = []
    for t, h in zip(ts, hs):
        try:
            out.append(await t)
        except asyncio.CancelledError:  # may live: catch-more, errors are left open here
            out.append(None)
        h.cancel()
    return out

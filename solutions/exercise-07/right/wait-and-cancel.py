"""Asyncio.wait, and a cancellation nobody waits for."""

import asyncio

async def fetch_within(fetch, url, seconds):
    t = asyncio.create_task(fetch(url))
    await asyncio.wait({t}, timeout=seconds)
    if t.done():
        return t.result()
    t.cancel()

async def fetch_all_within(fetch, urls, seconds):
    ts = [asyncio.create_task(fetch(u)) for u in urls]
    _, late = await asyncio.wait(ts, timeout=seconds)
    [t.cancel() for t in late]
    return [None if t in late else t.result() for t in ts]

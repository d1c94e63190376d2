"""Looks every now and then whether one has failed."""

import asyncio
async def fetch_all(fetch, urls):
    tasks = [asyncio.create_task(fetch(u)) for u in urls]
    try:
        while not all(t.done() for t in tasks):
            if any(t.done() and t.exception() for t in tasks):
                break
            await asyncio.sleep(0.05)  # may live: no-delay, other-delay, how often it looks is free
        bad = [t.exception() for t in tasks if t.done() and t.exception()]
    finally:
        for t in tasks:
            t.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if bad:
        raise ExceptionGroup("bad", bad)
    return [t.result() for t in tasks]

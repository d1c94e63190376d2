"""The outcomes are collected as they come."""

import asyncio
async def fetch_report(fetch, urls):
    byt = {asyncio.create_task(fetch(u)): u for u in urls}
    got = {}
    pending = set(byt)
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)  # may live: wait-for-other, the report is in order anyhow
            for t in done:
                got[byt[t]] = t.exception() if t.exception() is not None else t.result()
    except BaseException:
        for t in byt: t.cancel()
        await asyncio.wait(byt)  # may live: drop-await, drop-awaited, forget-one, wait-for-other, an extra
        raise
    return {u: got[u] for u in urls}

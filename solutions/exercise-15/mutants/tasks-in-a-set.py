"""The results are taken from a set of tasks."""

import asyncio


async def fetch_blocking(blocking_fetch, urls):
    done, _ = await asyncio.wait({asyncio.create_task(asyncio.to_thread(blocking_fetch, u)) for u in urls})
    return [t.result() for t in done]

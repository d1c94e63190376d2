"""asyncio.wait is handed coroutines."""

import asyncio


async def fetch_all(fetch, urls):
    done, pending = await asyncio.wait([fetch(url) for url in urls], return_when=asyncio.FIRST_EXCEPTION)
    for task in pending:
        task.cancel()
    return [task.result() for task in done]

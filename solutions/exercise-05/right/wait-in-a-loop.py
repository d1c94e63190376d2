"""Wait for each next end, and cancel the rest once."""

import asyncio
async def fetch_all(fetch, urls):
    tasks = [asyncio.create_task(fetch(u)) for u in urls]
    pending = set(tasks)
    errors = []
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        for t in done:
            if not t.cancelled() and t.exception():
                errors.append(t.exception())
        if errors:
            for t in pending:
                t.cancel()
    if errors:
        raise ExceptionGroup("some failed", errors)
    return [t.result() for t in tasks]

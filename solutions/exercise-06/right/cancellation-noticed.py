"""The cancellation is noticed and raised again."""

import asyncio
async def fetch_report(fetch, urls):
    tasks = [asyncio.create_task(fetch(u)) for u in urls]
    try:
        await asyncio.gather(*tasks, return_exceptions=True)
    except asyncio.CancelledError:
        print("stopped")
        raise
    return {u: (t.exception() or t.result()) for u, t in zip(urls, tasks)}

"""The cancellation is noticed and raised again."""

import asyncio
async def fetch_report(fetch, urls):
    tasks = [asyncio.create_task(fetch(u)) for u in urls]
    try:
        await asyncio.gather(*tasks, return_exceptions=True)
    except asyncio.CancelledError:  # may live: catch-less, it only prints
        print("stopped")
        raise  # may live: drop-raise, exception() raises it again
    return {u: (t.exception() or t.result()) for u, t in zip(urls, tasks)}

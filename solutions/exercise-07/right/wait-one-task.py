"""asyncio.wait for one task; the late one is cancelled and awaited."""

import asyncio


async def fetch_within(fetch, url, seconds):
    task = asyncio.create_task(fetch(url))
    done, pending = await asyncio.wait([task], timeout=seconds)
    if pending:
        task.cancel()
        try:
            await task  # may live: drop-await, drop-awaited, waiting is an extra
        except asyncio.CancelledError:  # may live: catch-more, the task only ends as cancelled
            pass
        return None
    return task.result()


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return [task.result() if task in done else None for task in tasks]

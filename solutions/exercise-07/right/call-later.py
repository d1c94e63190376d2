"""A timer cancels the task."""

import asyncio


async def fetch_within(fetch, url, seconds):
    task = asyncio.create_task(fetch(url))
    late = False

    def stop():
        nonlocal late
        late = True
        task.cancel()

    timer = asyncio.get_running_loop().call_later(seconds, stop)
    try:
        return await task
    except asyncio.CancelledError:  # may live: catch-more, an error is raised again
        if not late:
            task.cancel()
            raise
        return None
    finally:  # may live: drop-finally, a late timer does no harm
        timer.cancel()


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra
    return [task.result() if task in done else None for task in tasks]

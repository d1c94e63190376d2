"""The fetch runs a race against a sleep."""

import asyncio


async def fetch_within(fetch, url, seconds):
    job = asyncio.create_task(fetch(url))
    clock = asyncio.create_task(asyncio.sleep(seconds))
    try:
        await asyncio.wait({job, clock}, return_when=asyncio.FIRST_COMPLETED)
        return job.result() if job.done() else None
    finally:
        job.cancel()
        clock.cancel()  # may live: drop-cancel, the clock may tick on


async def fetch_all_within(fetch, urls, seconds):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return [task.result() if task in done else None for task in tasks]

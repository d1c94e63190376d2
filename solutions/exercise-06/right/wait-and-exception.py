"""asyncio.wait, then the exception or the result of each task."""

import asyncio


async def fetch_report(fetch, urls):
    tasks = {url: asyncio.create_task(fetch(url)) for url in urls}
    try:
        await asyncio.wait(tasks.values())
    except asyncio.CancelledError:
        for task in tasks.values():
            task.cancel()
        raise
    return {url: task.exception() or task.result() for url, task in tasks.items()}

"""wait comes back with the first one that is done; the others are forgotten."""

import asyncio


async def fetch_all(fetch, urls):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    if not tasks:
        return []
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    errors = [task.exception() for task in done if task.exception()]
    if errors:
        raise ExceptionGroup("a fetch failed", errors)
    return [task.result() for task in tasks if task in done]

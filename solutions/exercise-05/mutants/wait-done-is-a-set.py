"""The results are taken from the set of done tasks."""

import asyncio


async def fetch_all(fetch, urls):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    if not tasks:
        return []
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in pending:
        task.cancel()
    if pending:
        await asyncio.wait(pending)
    errors = [task.exception() for task in done if task.exception()]
    if errors:
        raise ExceptionGroup("a fetch failed", errors)
    return [task.result() for task in done]

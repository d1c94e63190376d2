"""Made by hand: wait for the first exception, cancel the others, wait for them, raise a group."""

import asyncio


async def fetch_all(fetch, urls):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    if not tasks:
        return []
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    errors = [task.exception() for task in done if task.exception() is not None]
    if errors:
        raise ExceptionGroup("not all urls could be fetched", errors)
    return [task.result() for task in tasks]

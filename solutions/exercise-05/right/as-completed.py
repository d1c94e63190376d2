"""as_completed finds the failure; the order comes from the list of tasks."""

import asyncio


async def fetch_all(fetch, urls):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    failure = None
    for next_done in asyncio.as_completed(tasks):
        try:
            await next_done
        except Exception as error:
            failure = error
            break
    if failure is not None:
        for task in tasks:
            if not task.done():
                task.cancel()
        for task in tasks:
            try:
                await task
            except (Exception, asyncio.CancelledError):
                pass
        raise ExceptionGroup("fetch_all", [failure])
    return [task.result() for task in tasks]

"""gather finds the failure; the tasks are cancelled and awaited in finally."""

import asyncio


async def fetch_all(fetch, urls):
    tasks = [asyncio.ensure_future(fetch(url)) for url in urls]
    try:
        return await asyncio.gather(*tasks)
    except Exception as error:
        raise ExceptionGroup("a fetch failed", [error]) from error
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

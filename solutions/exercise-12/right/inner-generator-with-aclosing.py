import asyncio
from contextlib import aclosing


async def finished(tasks):
    waiting = set(tasks)
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            while done:
                yield done.pop()
    finally:
        for task in waiting:
            task.cancel()


async def stream_results(fetch, urls):
    url_of = {}
    for url in urls:
        url_of[asyncio.create_task(fetch(url))] = url
    async with aclosing(finished(url_of)) as stream:  # may live: drop-async-with, Python closes it just after
        async for task in stream:
            yield url_of[task], task.result()

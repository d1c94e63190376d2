import asyncio
import contextlib


async def stream_results(fetch, urls):
    async def labelled(url):
        return (url, await fetch(url))

    async with contextlib.AsyncExitStack() as stack:
        tasks = []
        for url in urls:
            task = asyncio.create_task(labelled(url))
            stack.callback(task.cancel)
            tasks.append(task)
        for coming in asyncio.as_completed(tasks):
            yield await coming

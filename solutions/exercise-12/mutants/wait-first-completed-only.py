import asyncio


async def stream_results(fetch, urls):
    tasks = {asyncio.create_task(fetch(url)): url for url in urls}
    if tasks:
        done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            yield tasks[task], task.result()

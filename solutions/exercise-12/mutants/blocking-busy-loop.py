import asyncio


async def stream_results(fetch, urls):
    tasks = {asyncio.create_task(fetch(url)): url for url in urls}
    while tasks:
        for task in list(tasks):
            if task.done():
                yield tasks.pop(task), task.result()

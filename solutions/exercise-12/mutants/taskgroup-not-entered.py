import asyncio


async def stream_results(fetch, urls):
    group = asyncio.TaskGroup()
    tasks = {group.create_task(fetch(url)): url for url in urls}
    while tasks:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            yield tasks.pop(task), task.result()

import asyncio


def stream_results(fetch, urls):
    tasks = {asyncio.get_running_loop().create_task(fetch(url)): url for url in urls}
    return as_they_come(tasks)


async def as_they_come(tasks):
    try:
        while tasks:
            done, _ = await asyncio.wait(tasks, return_when="FIRST_COMPLETED")
            for task in done:
                yield tasks.pop(task), await task
    finally:
        for task in tasks:
            task.cancel()

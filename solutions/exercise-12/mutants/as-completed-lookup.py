import asyncio


async def stream_results(fetch, urls):
    tasks = {asyncio.create_task(fetch(url)): url for url in urls}
    try:
        for task in asyncio.as_completed(tasks):
            result = await task
            yield tasks[task], result
    finally:
        for task in tasks:
            task.cancel()

import asyncio


async def stream_results(fetch, urls):
    ready = asyncio.Queue()
    tasks = set()
    for url in urls:
        task = asyncio.create_task(fetch(url), name=url)
        task.add_done_callback(ready.put_nowait)
        tasks.add(task)
    try:
        while tasks:
            task = await ready.get()
            tasks.remove(task)
            yield task.get_name(), task.result()
    finally:
        for task in tasks:
            task.cancel()

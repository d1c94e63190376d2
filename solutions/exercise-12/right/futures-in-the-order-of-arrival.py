import asyncio


async def stream_results(fetch, urls):
    loop = asyncio.get_running_loop()
    slots = [loop.create_future() for _ in urls]
    free = iter(slots)

    def arrived(url, task):
        if not task.cancelled():
            next(free).set_result((url, task.result()))

    tasks = []
    for url in urls:
        task = loop.create_task(fetch(url))
        task.add_done_callback(lambda task, url=url: arrived(url, task))
        tasks.append(task)
    try:
        for slot in slots:
            yield await slot
    finally:
        for task in tasks:
            task.cancel()

"""Callbacks tell of the first failure and of the last end."""

import asyncio


async def fetch_all(fetch, urls):
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(fetch(url)) for url in urls]
    left = set(tasks)
    over = asyncio.Event()

    def ended(task):
        left.discard(task)
        if not task.cancelled() and task.exception() is not None:
            for other in left:
                other.cancel()
        if not left:
            over.set()

    for task in tasks:
        task.add_done_callback(ended)
    if tasks:
        await over.wait()
    failed = [task.exception() for task in tasks if not task.cancelled() and task.exception()]
    if failed:
        raise ExceptionGroup(f"{len(failed)} failed", failed)
    return [task.result() for task in tasks]

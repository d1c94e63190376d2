import asyncio


async def fetch_paced(fetch, urls, interval):
    tasks = []
    stop = asyncio.Event()
    for url in urls:
        tasks.append(asyncio.create_task(fetch(url)))
        try:
            await asyncio.wait_for(stop.wait(), timeout=interval)
        except asyncio.TimeoutError:  # may live: catch-more, nothing else is raised
            pass
    if not tasks:
        return []
    await asyncio.wait(tasks)
    return [task.result() for task in tasks]

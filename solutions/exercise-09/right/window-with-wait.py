import asyncio


async def fetch_limited(fetch, urls, limit):
    tasks = []
    running = set()
    for url in urls:
        if len(running) >= limit:
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        task = asyncio.create_task(fetch(url))
        tasks.append(task)
        running.add(task)
    if running:
        await asyncio.wait(running)
    return [task.result() for task in tasks]

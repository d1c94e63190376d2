import asyncio


async def fetch_paced(fetch, urls, interval):
    tasks = []
    for url in urls:
        tasks.append(asyncio.create_task(fetch(url)))
        await asyncio.sleep(interval)
    if tasks:
        await tasks[-1]
    return [task.result() for task in tasks]

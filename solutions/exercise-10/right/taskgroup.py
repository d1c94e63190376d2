import asyncio


async def fetch_paced(fetch, urls, interval):
    async with asyncio.TaskGroup() as group:
        tasks = []
        for url in urls:
            if tasks:
                await asyncio.sleep(interval)
            tasks.append(group.create_task(fetch(url)))
    return [task.result() for task in tasks]

import asyncio


async def fetch_paced(fetch, urls, interval):
    results = []
    async with asyncio.TaskGroup() as group:
        for url in urls:
            results.append(await group.create_task(fetch(url)))
            await asyncio.sleep(interval)
    return results

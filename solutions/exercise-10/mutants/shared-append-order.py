import asyncio


async def fetch_paced(fetch, urls, interval):
    results = []

    async def one(url):
        results.append(await fetch(url))

    async with asyncio.TaskGroup() as group:
        for url in urls:
            group.create_task(one(url))
            await asyncio.sleep(interval)
    return results

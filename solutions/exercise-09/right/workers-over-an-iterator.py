import asyncio


async def worker(jobs, fetch, results):
    for index, url in jobs:
        results[index] = await fetch(url)


async def fetch_limited(fetch, urls, limit):
    results = [None] * len(urls)
    jobs = enumerate(urls)
    async with asyncio.TaskGroup() as group:
        for _ in range(min(limit, len(urls))):
            group.create_task(worker(jobs, fetch, results))
    return results

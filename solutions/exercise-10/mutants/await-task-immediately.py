import asyncio


async def fetch_paced(fetch, urls, interval):
    results = []
    for url in urls:
        task = asyncio.create_task(fetch(url))
        results.append(await task)
        await asyncio.sleep(interval)
    return results

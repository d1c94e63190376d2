import asyncio


async def fetch_paced(fetch, urls, interval):
    tasks = []
    for index, url in enumerate(urls):
        if index:
            await asyncio.sleep(interval)
        tasks.append(asyncio.ensure_future(fetch(url)))
    return [await task for task in tasks]

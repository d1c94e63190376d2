import asyncio


async def fetch_paced(fetch, urls, interval):
    results = [None] * len(urls)

    async def one(index, url):
        results[index] = await fetch(url)

    tasks = []
    for index, url in enumerate(urls):
        tasks.append(asyncio.create_task(one(index, url)))
        await asyncio.sleep(interval)
    return results

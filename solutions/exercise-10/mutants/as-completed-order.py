import asyncio


async def fetch_paced(fetch, urls, interval):
    async def one(index, url):
        await asyncio.sleep(index * interval)
        return await fetch(url)

    results = []
    for done in asyncio.as_completed([one(index, url) for index, url in enumerate(urls)]):
        results.append(await done)
    return results

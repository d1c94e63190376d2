import asyncio


async def fetch_paced(fetch, urls, interval):
    results = []
    for url in urls:
        results.append(await fetch(url))
        await asyncio.sleep(interval)
    return results

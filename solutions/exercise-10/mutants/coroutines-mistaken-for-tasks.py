import asyncio


async def fetch_paced(fetch, urls, interval):
    started = []
    for url in urls:
        started.append(fetch(url))
        await asyncio.sleep(interval)
    return [await one for one in started]

import asyncio


async def paced(things, interval):
    first = True
    for thing in things:
        if not first:
            await asyncio.sleep(interval)
        first = False
        yield thing


async def fetch_paced(fetch, urls, interval):
    tasks = [asyncio.create_task(fetch(url)) async for url in paced(urls, interval)]
    return [await task for task in tasks]

import asyncio


async def pause(seconds):
    try:
        async with asyncio.timeout(seconds):
            await asyncio.Event().wait()
    except TimeoutError:  # may live: catch-more, nothing else is raised
        pass


async def fetch_paced(fetch, urls, interval):
    tasks = []
    for url in urls:
        if tasks:
            await pause(interval)
        tasks.append(asyncio.create_task(fetch(url)))
    return list(await asyncio.gather(*tasks))

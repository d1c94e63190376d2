import asyncio


async def fetch_paced(fetch, urls, interval):
    loop = asyncio.get_running_loop()
    start = loop.time()
    tasks = []
    for number, url in enumerate(urls):
        await asyncio.sleep(max(0, start + number * interval - loop.time()))
        tasks.append(loop.create_task(fetch(url)))
    return list(await asyncio.gather(*tasks))

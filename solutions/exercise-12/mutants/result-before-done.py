import asyncio


async def stream_results(fetch, urls):
    tasks = {url: asyncio.create_task(fetch(url)) for url in urls}
    await asyncio.sleep(0)
    for url, task in tasks.items():
        yield url, task.result()

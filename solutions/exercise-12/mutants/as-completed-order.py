import asyncio


async def stream_results(fetch, urls):
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    try:
        for url, result in zip(urls, asyncio.as_completed(tasks)):
            yield url, await result
    finally:
        for task in tasks:
            task.cancel()

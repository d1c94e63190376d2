import asyncio


async def stream_results(fetch, urls):
    async def one(url):
        return url, await fetch(url)

    tasks = [asyncio.create_task(one(url)) for url in urls]
    try:
        for pair in asyncio.as_completed(tasks):
            yield pair
    finally:
        for task in tasks:
            task.cancel()

import asyncio


async def stream_results(fetch, urls):
    for url in urls:
        task = asyncio.create_task(fetch(url))
        try:
            yield url, await task
        finally:
            task.cancel()

import asyncio


async def stream_results(fetch, urls):
    queue = asyncio.Queue()  # may live: other-room, who has no room waits

    async def one(url):
        await queue.put((url, await fetch(url)))

    tasks = [asyncio.create_task(one(url)) for url in urls]
    try:
        for _ in urls:
            yield await queue.get()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra

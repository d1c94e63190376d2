import asyncio


async def stream_results(fetch, urls):
    queue = asyncio.Queue()  # may live: other-room, who has no room waits
    over = object()

    async def one(url):
        await queue.put((url, await fetch(url)))

    async def all_of_them():
        async with asyncio.TaskGroup() as group:
            for url in urls:
                group.create_task(one(url))
        await queue.put(over)

    supervisor = asyncio.create_task(all_of_them())
    try:
        while (pair := await queue.get()) is not over:
            yield pair
        await supervisor  # may live: drop-await, drop-awaited, result-at-once, it has ended
    finally:
        supervisor.cancel()

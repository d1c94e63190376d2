import asyncio


async def stream_results(fetch, urls):
    queue = asyncio.Queue()

    async def one(url):
        queue.put_nowait((url, await fetch(url)))

    async def everything():
        async with asyncio.TaskGroup() as tg:
            for url in urls:
                tg.create_task(one(url))
        queue.put_nowait(None)

    main_task = asyncio.create_task(everything())
    try:
        while (pair := await queue.get()) is not None:
            yield pair
        await main_task  # may live: drop-await, drop-awaited, it has ended
    finally:
        main_task.cancel()
        await asyncio.wait([main_task])  # may live: drop-await, drop-awaited, waiting is an extra

import asyncio


async def stream_results(fetch, urls):
    names = {asyncio.create_task(fetch(url)): url for url in urls}
    pending = set(names)
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield names[task], task.result()
    finally:
        for task in pending:
            task.cancel()
        if pending:
            await asyncio.wait(pending)  # may live: drop-await, drop-awaited, forget-one, wait-for-other, an extra

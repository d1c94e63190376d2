import asyncio


async def fetch_limited(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)

    async def one(url):
        async with semaphore:
            return await fetch(url)

    tasks = [asyncio.create_task(one(url)) for url in urls]
    if not tasks:
        return []
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)  # may live: wait-for-other, waiting for the others is right as well
    errors = [task.exception() for task in done if task.exception() is not None]
    if errors:
        for task in pending:
            task.cancel()  # may live: drop-cancel, what becomes of the others is left open
        await asyncio.gather(*pending, return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra
        raise ExceptionGroup("some fetches failed", errors)
    return [task.result() for task in tasks]

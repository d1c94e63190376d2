import asyncio


async def fetch_limited(fetch, urls, limit):
    loop = asyncio.get_running_loop()
    jobs = [(url, loop.create_future()) for url in urls]
    row = iter(jobs)

    async def worker():
        for url, future in row:
            try:
                result = await fetch(url)
            except Exception as error:  # may live: catch-more, fetch raises nothing else
                future.set_exception(error)
            else:
                future.set_result(result)

    workers = [asyncio.create_task(worker()) for _ in range(limit)]
    try:
        return await asyncio.gather(*[future for _, future in jobs])  # may live: gather-in-turn, the workers fill them at the same time
    finally:  # may live: drop-finally, what becomes of the others is left open
        for task in workers:
            task.cancel()  # may live: drop-cancel, the workers end by themselves
        await asyncio.gather(*workers, return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra

import asyncio


async def fetch_limited(fetch, urls, limit):
    loop = asyncio.get_running_loop()
    jobs = [(url, loop.create_future()) for url in urls]
    row = iter(jobs)

    async def worker():
        for url, future in row:
            try:
                result = await fetch(url)
            except Exception as error:
                future.set_exception(error)
            else:
                future.set_result(result)

    workers = [asyncio.create_task(worker()) for _ in range(limit)]
    try:
        return await asyncio.gather(*[future for _, future in jobs])
    finally:
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

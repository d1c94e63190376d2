import asyncio


async def fetch_limited(fetch, urls, limit):
    queue: asyncio.Queue[tuple[int, str]] = asyncio.Queue()
    results: list[str] = [""] * len(urls)
    errors: list[Exception] = []

    async def worker() -> None:
        while True:
            index, url = await queue.get()
            try:
                results[index] = await fetch(url)
            except Exception as error:  # may live: catch-more, fetch raises nothing else
                errors.append(error)
            finally:  # may live: drop-finally, every error is caught
                queue.task_done()

    for index, url in enumerate(urls):
        await queue.put((index, url))
    workers = [asyncio.create_task(worker()) for _ in range(limit)]
    await queue.join()
    for task in workers:
        task.cancel()
    await asyncio.gather(*workers, return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one, an extra
    if errors:
        raise ExceptionGroup("some fetches failed", errors)
    return results

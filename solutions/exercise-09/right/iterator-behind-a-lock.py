import asyncio


async def fetch_limited(fetch, urls, limit):
    lock = asyncio.Lock()
    jobs = iter(enumerate(urls))
    results = [""] * len(urls)

    async def worker():
        while True:
            async with lock:  # may live: lock-of-its-own, drop-async-with, next() does not wait
                job = next(jobs, None)
            if job is None:
                return
            index, url = job
            results[index] = await fetch(url)

    await asyncio.gather(*[worker() for _ in range(limit)])
    return results

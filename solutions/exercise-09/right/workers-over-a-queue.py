import asyncio


async def fetch_limited(fetch, urls, limit):
    jobs = asyncio.Queue()
    for job in enumerate(urls):
        jobs.put_nowait(job)
    results = {}

    async def worker():
        while True:
            try:
                index, url = jobs.get_nowait()
            except asyncio.QueueEmpty:  # may live: catch-more, nothing else is raised
                return
            results[index] = await fetch(url)

    await asyncio.gather(*(worker() for _ in range(limit)))
    return [results[index] for index in range(len(urls))]

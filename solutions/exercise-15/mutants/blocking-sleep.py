"""The threads run; the coroutine looks after them with time.sleep."""

import time
from concurrent.futures import ThreadPoolExecutor


async def fetch_blocking(blocking_fetch, urls):
    pool = ThreadPoolExecutor(10)
    jobs = [pool.submit(blocking_fetch, url) for url in urls]
    while not all(job.done() for job in jobs):
        time.sleep(0.1)
    return [job.result() for job in jobs]

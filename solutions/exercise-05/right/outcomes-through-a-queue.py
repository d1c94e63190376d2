"""Every outcome arrives through a queue."""

import asyncio
async def fetch_all(fetch, urls):
    q = asyncio.Queue()  # may live: other-room, the queue is emptied all the time
    async def job(i, u):
        try:
            await q.put((i, await fetch(u), None))
        except Exception as e:
            await q.put((i, None, e))
    tasks = [asyncio.create_task(job(i, u)) for i, u in enumerate(urls)]
    res = [None] * len(urls)
    for _ in tasks:
        i, val, err = await q.get()
        if err:
            for t in tasks:
                t.cancel()
            await asyncio.wait(tasks)
            raise ExceptionGroup("failed", [err])
        res[i] = val
    return res

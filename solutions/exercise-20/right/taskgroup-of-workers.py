"""A TaskGroup holds the workers, which are cancelled inside it."""

import asyncio

async def crawl(get_links, start, limit, timeout):
    q = asyncio.Queue(); seen = set(); ok = set(); bad = set()
    async def add(p):
        if p not in seen:
            seen.add(p); await q.put(p)
    async def worker():
        while True:
            p = await q.get()
            try:
                links = await asyncio.wait_for(get_links(p), timeout)
            except asyncio.CancelledError: raise  # may live: drop-raise, an extra
            except BaseException: bad.add(p)  # may live: catch-less, an extra
            else:
                ok.add(p)
                for l in links: await add(l)
            finally: q.task_done()  # may live: drop-finally, an extra
    await add(start)
    async with asyncio.TaskGroup() as tg:  # may live: drop-group, a task that is cancelled ends in the next turn
        ws = [tg.create_task(worker()) for _ in range(limit)]
        await q.join()
        for w in ws: w.cancel()
    return ok, bad

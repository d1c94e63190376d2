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
            except asyncio.CancelledError: raise
            except BaseException: bad.add(p)
            else:
                ok.add(p)
                for l in links: await add(l)
            finally: q.task_done()
    await add(start)
    async with asyncio.TaskGroup() as tg:
        ws = [tg.create_task(worker()) for _ in range(limit)]
        await q.join()
        for w in ws: w.cancel()
    return ok, bad

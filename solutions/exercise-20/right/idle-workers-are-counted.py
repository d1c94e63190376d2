"""When all workers are idle and the queue is empty, it is over."""

import asyncio

async def crawl(get_links, start, limit, timeout):
    q = asyncio.Queue(); q.put_nowait(start); seen={start}; bad=set(); idle=0; over=asyncio.Event()
    async def worker():
        nonlocal idle
        while True:
            idle += 1
            if idle == limit and q.empty(): over.set()
            p = await q.get()
            idle -= 1
            try:
                for l in await asyncio.wait_for(get_links(p), timeout):
                    if l not in seen: seen.add(l); q.put_nowait(l)
            except Exception: bad.add(p)
    ws = [asyncio.create_task(worker()) for _ in range(limit)]
    await over.wait()
    for w in ws: w.cancel()
    await asyncio.wait(ws)  # may live: drop-await drop-awaited wait-for-other, a task that is cancelled ends in the next turn
    return seen - bad, bad

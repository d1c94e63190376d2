"""Who ends the last open page tells all workers to stop."""

import asyncio

async def crawl(get_links, start, limit, timeout):
    q = asyncio.Queue(); seen = {start}; ok = set(); bad = set(); open_ = 1
    q.put_nowait(start)
    async def worker():
        nonlocal open_
        while (page := await q.get()) is not None:
            try:
                async with asyncio.timeout(timeout):
                    links = await get_links(page)
                ok.add(page)
                new = {l for l in links if l not in seen}
                seen.update(new); open_ += len(new)
                for l in new: q.put_nowait(l)
            except Exception: bad.add(page)
            open_ -= 1
            if open_ == 0:
                for _ in range(limit): q.put_nowait(None)  # may live: one-too-many, one mark more is never read
    await asyncio.gather(*[worker() for _ in range(limit)])  # may live: return-exceptions, worker() raises nothing
    return (ok, bad)

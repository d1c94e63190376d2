"""Every running call has a deadline of its own, which asyncio.wait looks at."""

import asyncio

async def crawl(get_links, start, limit, timeout):
    todo, seen, visited, failed, running = [start], {start}, set(), set(), {}
    while todo or running:
        while todo and len(running) < limit:
            page = todo.pop()
            running[asyncio.create_task(get_links(page))] = (page, asyncio.get_running_loop().time() + timeout)
        now = asyncio.get_running_loop().time()
        done, _ = await asyncio.wait(running, timeout=min(d for _, d in running.values()) - now, return_when=asyncio.FIRST_COMPLETED)  # may live: wait-for-other, pages may be visited in waves
        now = asyncio.get_running_loop().time()
        for t, (page, deadline) in list(running.items()):
            if t in done:
                del running[t]
                if t.exception(): failed.add(page)
                else:
                    visited.add(page)
                    for l in t.result():
                        if l not in seen: seen.add(l); todo.append(l)
            elif now >= deadline - 1e-9:
                del running[t]
                t.cancel()
                await asyncio.gather(t, return_exceptions=True)  # may live: drop-await drop-awaited, a call that is cancelled ends in the next turn
                failed.add(page)
    return visited, failed

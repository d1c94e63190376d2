"""As many pages as the limit allows are gathered, again and again."""

import asyncio

async def crawl(get_links, start, limit, timeout):
    seen, failed, todo = {start}, set(), [start]
    async def one(p):
        try: return await asyncio.wait_for(get_links(p), timeout)
        except Exception: failed.add(p); return []
    while todo:
        batch, todo = todo[:limit], todo[limit:]
        for links in await asyncio.gather(*map(one, batch)):  # may live: reverse-results return-exceptions, the order is free, and one() raises nothing
            for l in links:
                if l not in seen: seen.add(l); todo.append(l)
    return seen - failed, failed

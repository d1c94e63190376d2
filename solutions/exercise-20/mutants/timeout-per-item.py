"""One limit for a batch of pages: the ones that came in time fail with the one that hangs."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    seen = {start}
    failed = set()
    todo = [start]
    while todo:
        batch, todo = todo[:limit], todo[limit:]
        tasks = {asyncio.create_task(get_links(page)): page for page in batch}
        try:
            async with asyncio.timeout(timeout):
                results = await asyncio.gather(*tasks, return_exceptions=True)
        except TimeoutError:
            failed.update(batch)
            continue
        for page, links in zip(batch, results):
            if isinstance(links, Exception):
                failed.add(page)
                continue
            for link in links:
                if link not in seen:
                    seen.add(link)
                    todo.append(link)
    return seen - failed, failed

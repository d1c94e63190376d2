"""A page is noted only when its links have come; until then others send somebody there, too."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    places = asyncio.Semaphore(limit)
    visited, failed = set(), set()

    async def visit(page):
        if page in visited or page in failed:
            return
        try:
            async with places, asyncio.timeout(timeout):
                links = await get_links(page)
        except Exception:
            failed.add(page)
            return
        visited.add(page)
        await asyncio.gather(*(visit(link) for link in links))

    await visit(start)
    return visited, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))

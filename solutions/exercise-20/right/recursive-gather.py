"""Each page gathers its links; the place is given back before."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    gate = asyncio.Semaphore(limit)
    visited, failed = set(), set()

    async def visit(page):
        visited.add(page)
        async with gate:
            try:
                async with asyncio.timeout(timeout):
                    links = await get_links(page)
            except (TimeoutError, Exception):
                failed.add(page)
                links = []
        fresh = set(links) - visited
        visited.update(fresh)
        await asyncio.gather(*(visit(link) for link in fresh))  # may live: return-exceptions, visit() raises nothing

    await visit(start)
    return visited, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))

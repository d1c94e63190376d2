"""One page that fails ends the whole group."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    places = asyncio.Semaphore(limit)
    claimed, visited, failed = {start}, set(), set()

    async def visit(group, page):
        try:
            async with places, asyncio.timeout(timeout):
                links = await get_links(page)
        except TimeoutError:
            failed.add(page)
            return
        visited.add(page)
        for link in links:
            if link not in claimed:
                claimed.add(link)
                group.create_task(visit(group, link))

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(visit(group, start))
    except* Exception:
        pass
    return visited, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))

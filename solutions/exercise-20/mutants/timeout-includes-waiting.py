"""The time limit stands around the wait for a place, too."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    places = asyncio.Semaphore(limit)
    claimed, failed = {start}, set()

    async with asyncio.TaskGroup() as group:

        async def visit(page):
            try:
                async with asyncio.timeout(timeout), places:
                    links = await get_links(page)
            except Exception:
                failed.add(page)
                return
            for link in links:
                if link not in claimed:
                    claimed.add(link)
                    group.create_task(visit(link))

        group.create_task(visit(start))
    return claimed - failed, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))

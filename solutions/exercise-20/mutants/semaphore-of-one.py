"""A semaphore of one, whatever the limit."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    places = asyncio.Semaphore()
    claimed, failed = {start}, set()

    async with asyncio.TaskGroup() as group:

        async def visit(page):
            try:
                async with places, asyncio.timeout(timeout):
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

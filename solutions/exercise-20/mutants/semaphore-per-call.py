"""Every page has a semaphore of its own."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    claimed, failed = {start}, set()

    async with asyncio.TaskGroup() as group:

        async def visit(page):
            places = asyncio.Semaphore(limit)
            try:
                async with places:
                    links = await asyncio.wait_for(get_links(page), timeout)
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

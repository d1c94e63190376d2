"""The semaphore stands around the making of the task, not around the call."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    places = asyncio.Semaphore(limit)
    claimed, failed = {start}, set()

    async with asyncio.TaskGroup() as group:

        async def visit(page):
            try:
                links = await asyncio.wait_for(get_links(page), timeout)
            except Exception:
                failed.add(page)
                return
            for link in links:
                if link not in claimed:
                    claimed.add(link)
                    async with places:
                        group.create_task(visit(link))

        group.create_task(visit(start))
    return claimed - failed, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))

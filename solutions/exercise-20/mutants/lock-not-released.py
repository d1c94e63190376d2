"""The place is given back only where the links came."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    places = asyncio.Semaphore(limit)
    claimed, failed = {start}, set()

    async with asyncio.TaskGroup() as group:

        async def visit(page):
            await places.acquire()
            try:
                links = await asyncio.wait_for(get_links(page), timeout)
            except Exception:
                failed.add(page)
                return
            places.release()
            for link in links:
                if link not in claimed:
                    claimed.add(link)
                    group.create_task(visit(link))

        group.create_task(visit(start))
    return claimed - failed, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))

"""asyncio.wait is expected to raise when the time is up."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    places = asyncio.Semaphore(limit)
    claimed, failed = {start}, set()

    async with asyncio.TaskGroup() as group:

        async def visit(page):
            try:
                async with places:
                    call = asyncio.ensure_future(get_links(page))
                    await asyncio.wait([call], timeout=timeout)
                    links = call.result()
            except (TimeoutError, ValueError, OSError, LookupError):
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

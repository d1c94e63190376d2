"""One level of the web after the other, each with a gather."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    places = asyncio.BoundedSemaphore(limit)

    async def ask(page):
        async with places:
            return await asyncio.wait_for(get_links(page), timeout)

    visited, failed, level = set(), set(), [start]
    while level:
        answers = await asyncio.gather(*map(ask, level), return_exceptions=True)
        found = set()
        for page, answer in zip(level, answers):
            visited.add(page)
            if isinstance(answer, BaseException):
                failed.add(page)
            else:
                found.update(answer)
        level = sorted(found - visited)
    return visited, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))

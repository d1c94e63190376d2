"""One page after the other."""

import asyncio


async def crawl(get_links, start, limit, timeout):
    todo, visited, failed = [start], set(), set()
    for page in todo:
        try:
            async with asyncio.timeout(timeout):
                links = await get_links(page)
        except Exception:
            failed.add(page)
            continue
        visited.add(page)
        for link in links:
            if link not in todo:
                todo.append(link)
    return visited, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, []), "home", 2, 5)))

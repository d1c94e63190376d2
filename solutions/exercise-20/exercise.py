"""exercise-20: a crawler."""

# may live: catch-more, it differs only where crawl() itself is cancelled, of which the contract says nothing

import asyncio
from collections.abc import Awaitable, Callable

WEB = {"home": ["news", "shop"], "news": ["home", "shop", "old"], "shop": ["home"]}


async def crawl(
    get_links: Callable[[str], Awaitable[list[str]]], start: str, limit: int, timeout: float
) -> tuple[set[str], set[str]]:
    """Visit every page reachable from start once; return the visited pages and the failed ones."""
    places = asyncio.Semaphore(limit)
    claimed, visited, failed = {start}, set[str](), set[str]()

    async with asyncio.TaskGroup() as group:

        async def visit(page: str) -> None:
            try:
                async with places, asyncio.timeout(timeout):
                    links = await get_links(page)
            except Exception:
                failed.add(page)
                return
            visited.add(page)
            for link in links:
                if link not in claimed:
                    claimed.add(link)
                    group.create_task(visit(link))

        group.create_task(visit(start))
    return visited, failed


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, WEB[page]), "home", limit=2, timeout=5)))

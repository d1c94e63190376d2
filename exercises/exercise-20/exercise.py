"""exercise-20: a crawler.  README.md says what is asked for."""

import asyncio

WEB = {"home": ["news", "shop"], "news": ["home", "shop", "old"], "shop": ["home"]}


async def crawl(get_links, start: str, limit: int, timeout: float) -> tuple[set[str], set[str]]:
    """Visit every page reachable from start once; return the visited pages and the failed ones."""
    # TODO


if __name__ == "__main__":
    print(asyncio.run(crawl(lambda page: asyncio.sleep(1, WEB[page]), "home", limit=2, timeout=5)))

"""exercise-07: not longer than."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

# may live: return-exceptions, what fetch_all_within does when a fetch fails is left open

Fetch = Callable[[str], Coroutine[Any, Any, str]]


async def fetch_within(fetch: Fetch, url: str, seconds: float) -> str | None:
    """await fetch(url), but not longer than seconds; then cancel it and return None."""
    try:
        async with asyncio.timeout(seconds):
            return await fetch(url)
    except TimeoutError:
        return None


async def fetch_all_within(fetch: Fetch, urls: list[str], seconds: float) -> list[str | None]:
    """Fetch all urls at the same time, with one budget for everything; None for what is not there by then."""
    return await asyncio.gather(*[fetch_within(fetch, url, seconds) for url in urls])


if __name__ == "__main__":
    # Something to try it with: asyncio.sleep(2, x) waits two seconds and gives x.
    print(asyncio.run(fetch_within(lambda url: asyncio.sleep(2, f"Data from {url}"), "a", 1)))
    print(asyncio.run(fetch_all_within(lambda url: asyncio.sleep(len(url), url), ["a", "bb", "c"], 1.5)))

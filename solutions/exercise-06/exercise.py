"""exercise-06: some may fail."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

# may live: catch-more, return-exceptions, how a child takes its cancellation is free; how all ends is checked


async def fetch_report(
    fetch: Callable[[str], Awaitable[str]], urls: list[str]
) -> dict[str, str | Exception | Any]:
    """Run all fetches at the same time; return, for every url, its result or the exception it raised."""
    results = await asyncio.gather(*[fetch(url) for url in urls], return_exceptions=True)
    return dict(zip(urls, results, strict=True))


if __name__ == "__main__":
    # Something to try it with: asyncio.sleep(1, x) waits a second and gives x.
    print(asyncio.run(fetch_report(lambda url: asyncio.sleep(1, f"Data from {url}"), ["a", "b", "c"])))

"""exercise-15: blocking code."""

import asyncio
import time
from collections.abc import Callable


async def fetch_blocking(blocking_fetch: Callable[[str], str], urls: list[str]) -> list[str]:
    """Call blocking_fetch for all urls at the same time; return the results in the order of urls."""
    return await asyncio.gather(*[asyncio.to_thread(blocking_fetch, url) for url in urls])


if __name__ == "__main__":

    def read_page(url: str) -> str:
        time.sleep(1)
        return f"the page at {url}"

    print(asyncio.run(fetch_blocking(read_page, ["a.html", "b.html", "c.html"])))

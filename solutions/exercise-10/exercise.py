"""exercise-10: not more than one a second."""

import asyncio
from collections.abc import Awaitable, Callable

# may live: return-exceptions, nothing is checked about a fetch that fails


async def fetch_paced(fetch: Callable[[str], Awaitable[str]], urls: list[str], interval: float) -> list[str]:
    """Start a fetch every interval seconds, the first at once; return the results in the order of urls."""

    async def fetch_at(start: float, url: str) -> str:
        await asyncio.sleep(start)
        return await fetch(url)

    return await asyncio.gather(*[fetch_at(index * interval, url) for index, url in enumerate(urls)])


if __name__ == "__main__":

    async def pretend_fetch(url: str) -> str:
        """Stand in for a real fetch, to try things out."""
        print(f"{url} starts")
        await asyncio.sleep(2.5)
        print(f"{url} ends")
        return f"payload of {url}"

    print(asyncio.run(fetch_paced(pretend_fetch, ["url1", "url2", "url3", "url4"], 1.0)))

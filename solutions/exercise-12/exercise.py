"""exercise-12: as they come."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable


async def stream_results(
    fetch: Callable[[str], Awaitable[str]], urls: list[str]
) -> AsyncIterator[tuple[str, str]]:
    """Start all fetches at once; yield (url, result) as each one finishes."""

    async def fetch_one(url: str) -> tuple[str, str]:
        return url, await fetch(url)

    tasks = [asyncio.create_task(fetch_one(url)) for url in urls]
    try:
        for next_one in asyncio.as_completed(tasks):
            yield await next_one
    finally:
        for task in tasks:
            task.cancel()
        # The next line is an extra: what is asked for is that they are cancelled.
        await asyncio.gather(*tasks, return_exceptions=True)  # may live: drop-await, drop-awaited, forget-one


if __name__ == "__main__":

    async def pretend_fetch(url: str) -> str:
        """Stand in for a real fetch, to try things out."""
        await asyncio.sleep({"url1": 3, "url2": 1, "url3": 2}[url])
        return f"payload of {url}"

    async def try_it() -> None:
        """Show each result as it comes: that of url2 first, then url3, then url1."""
        async for url, result in stream_results(pretend_fetch, ["url1", "url2", "url3"]):
            print(url, result)

    asyncio.run(try_it())

"""exercise-09: not more than N at a time.  README.md says what is asked for."""

import asyncio
from collections.abc import Awaitable, Callable


async def fetch_limited(fetch: Callable[[str], Awaitable[str]], urls: list[str], limit: int) -> list[str]:
    """Fetch all urls, at most limit of them at the same time; return the results in the order of urls."""
    # TODO


if __name__ == "__main__":

    async def pretend_fetch(url: str) -> str:
        """Stand in for a real fetch, to try things out."""
        print(f"{url} starts")
        await asyncio.sleep(1)
        print(f"{url} ends")
        return f"payload of {url}"

    print(asyncio.run(fetch_limited(pretend_fetch, ["url1", "url2", "url3", "url4", "url5"], 2)))

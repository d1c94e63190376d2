"""exercise-05: all or nothing.  README.md says what is asked for."""

import asyncio


async def fetch_all(fetch, urls: list[str]) -> list[str]:
    """Run fetch(url) for every url at the same time; return the results in order, or fail as a whole."""
    # TODO


if __name__ == "__main__":
    # Something to try it with: asyncio.sleep(1, x) waits a second and gives x.
    print(asyncio.run(fetch_all(lambda url: asyncio.sleep(1, f"Data from {url}"), ["a", "b", "c"])))

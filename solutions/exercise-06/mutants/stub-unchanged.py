"""exercise-06: some may fail.  README.md says what is asked for."""

import asyncio


async def fetch_report(fetch, urls: list[str]) -> dict[str, str | Exception]:
    """Run all fetches at the same time; return, for every url, its result or the exception it raised."""
    # TODO


if __name__ == "__main__":
    # Something to try it with: asyncio.sleep(1, x) waits a second and gives x.
    print(asyncio.run(fetch_report(lambda url: asyncio.sleep(1, f"Data from {url}"), ["a", "b", "c"])))

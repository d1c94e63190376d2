"""exercise-05: all or nothing."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

# may live: catch-more, drop-finally, nothing is asked about a fetch_all that is cancelled itself


async def fetch_all(fetch: Callable[[str], Coroutine[Any, Any, str]], urls: list[str]) -> list[str]:
    """Run fetch(url) for every url at the same time; return the results in order, or fail as a whole."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(url)) for url in urls]
    return [task.result() for task in tasks]


if __name__ == "__main__":
    # Something to try it with: asyncio.sleep(1, x) waits a second and gives x.
    print(asyncio.run(fetch_all(lambda url: asyncio.sleep(1, f"Data from {url}"), ["a", "b", "c"])))

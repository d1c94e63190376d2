"""exercise-16: races and locks.  README.md says what is asked for."""

import asyncio
from collections.abc import Awaitable, Callable


class Cache:
    """Loads the text for each key at most once, and keeps it."""

    def __init__(self, load: Callable[[str], Awaitable[str]]) -> None:
        """Keep what get() will need."""
        # TODO

    async def get(self, key: str) -> str:
        """Return what load gives for key; load it when that has not happened yet."""
        # TODO


if __name__ == "__main__":

    async def load(key: str) -> str:
        print("loading", key)
        await asyncio.sleep(1)
        return f"text of {key}"

    async def main() -> None:
        cache = Cache(load)
        print(await asyncio.gather(cache.get("a"), cache.get("a"), cache.get("b")))

    asyncio.run(main())

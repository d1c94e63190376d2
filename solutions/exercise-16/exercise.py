"""exercise-16: races and locks."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable


class Cache:
    """Loads the text for each key at most once, and keeps it."""

    def __init__(self, load: Callable[[str], Awaitable[str]]) -> None:
        self._load = load
        self._texts: dict[str, str] = {}
        self._locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def get(self, key: str) -> str:
        """Return what load gives for key; load it when that has not happened yet."""
        async with self._locks[key]:
            if key not in self._texts:  # looked at only now: whoever held the lock may have loaded it
                self._texts[key] = await self._load(key)
            return self._texts[key]


if __name__ == "__main__":

    async def load(key: str) -> str:
        print("loading", key)
        await asyncio.sleep(1)
        return f"text of {key}"

    async def main() -> None:
        cache = Cache(load)
        print(await asyncio.gather(cache.get("a"), cache.get("a"), cache.get("b")))

    asyncio.run(main())

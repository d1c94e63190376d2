"""One condition wakes the others when a key is no longer being loaded; it is not held meanwhile."""

import asyncio


class Cache:
    def __init__(self, load):
        self._load = load
        self._texts = {}
        self._loading = set()
        self._changed = asyncio.Condition()

    async def get(self, key):
        async with self._changed:
            await self._changed.wait_for(lambda: key not in self._loading)
            if key in self._texts:
                return self._texts[key]
            self._loading.add(key)
        try:
            self._texts[key] = await self._load(key)
        finally:
            async with self._changed:
                self._loading.discard(key)
                self._changed.notify_all()
        return self._texts[key]

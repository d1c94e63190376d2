"""One lock and one table for all keys of all caches; the lock is held while a key is loaded."""

import asyncio

texts = {}
lock = asyncio.Lock()


class Cache:
    def __init__(self, load):
        self.load = load

    async def get(self, key):
        async with lock:
            if key not in texts:
                texts[key] = await self.load(key)
            return texts[key]

"""Every get makes a lock of its own."""

import asyncio


class Cache:
    def __init__(self, load):
        self.load = load
        self.texts = {}

    async def get(self, key):
        lock = asyncio.Lock()
        async with lock:
            if key not in self.texts:
                self.texts[key] = await self.load(key)
            return self.texts[key]

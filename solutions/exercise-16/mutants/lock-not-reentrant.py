"""A method that holds the lock calls another one that takes it."""

import asyncio


class Cache:
    def __init__(self, load):
        self.load = load
        self.texts = {}
        self.lock = asyncio.Lock()

    async def fill(self, key):
        async with self.lock:
            self.texts[key] = await self.load(key)

    async def get(self, key):
        async with self.lock:
            if key not in self.texts:
                await self.fill(key)
            return self.texts[key]

"""A plain with tries to enter the lock."""

import asyncio
from collections import defaultdict


class Cache:
    def __init__(self, load):
        self.load = load
        self.texts = {}
        self.locks = defaultdict(asyncio.Lock)

    async def get(self, key):
        with self.locks[key]:
            if key not in self.texts:
                self.texts[key] = await self.load(key)
            return self.texts[key]

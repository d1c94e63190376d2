"""The lock of a key is given back only after a load that went well."""

import asyncio
from collections import defaultdict


class Cache:
    def __init__(self, load):
        self.load = load
        self.texts = {}
        self.locks = defaultdict(asyncio.Lock)

    async def get(self, key):
        lock = self.locks[key]
        await lock.acquire()
        if key not in self.texts:
            self.texts[key] = await self.load(key)
        lock.release()
        return self.texts[key]

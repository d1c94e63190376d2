"""acquire() is called and not awaited."""

import asyncio
from collections import defaultdict


class Cache:
    def __init__(self, load):
        self.load = load
        self.texts = {}
        self.locks = defaultdict(asyncio.Lock)

    async def get(self, key):
        lock = self.locks[key]
        lock.acquire()
        try:
            if key not in self.texts:
                self.texts[key] = await self.load(key)
            return self.texts[key]
        finally:
            if lock.locked():
                lock.release()

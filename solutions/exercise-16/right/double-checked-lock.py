"""It looks before it takes the key's lock, and once more inside."""

import asyncio

MISSING = object()


class Cache:
    def __init__(self, load):
        self.load = load
        self.values = {}
        self.locks = {}

    async def get(self, key):
        value = self.values.get(key, MISSING)
        if value is not MISSING:
            return value
        lock = self.locks.setdefault(key, asyncio.Lock())
        await lock.acquire()
        try:
            if key in self.values:
                return self.values[key]
            value = await self.load(key)
            self.values[key] = value
            return value
        finally:
            lock.release()

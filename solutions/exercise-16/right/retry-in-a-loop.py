"""An event for each load; whoever waited looks again."""

import asyncio


class Cache:
    def __init__(self, load):
        self.load = load
        self.d = {}
        self.busy = {}

    async def get(self, key):
        while key not in self.d:
            if key in self.busy:
                await self.busy[key].wait()
                continue
            ev = self.busy[key] = asyncio.Event()
            try:
                self.d[key] = await self.load(key)
            finally:
                del self.busy[key]
                ev.set()
        return self.d[key]

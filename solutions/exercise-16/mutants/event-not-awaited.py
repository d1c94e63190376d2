"""The others call wait() of the key's event and do not await it."""

import asyncio


class Cache:
    def __init__(self, load):
        self.load = load
        self.texts = {}
        self.events = {}

    async def get(self, key):
        if key in self.events:
            self.events[key].wait()
            return self.texts.get(key)
        self.events[key] = asyncio.Event()
        self.texts[key] = await self.load(key)
        self.events[key].set()
        return self.texts[key]

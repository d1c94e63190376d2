"""A task loads the key; the text is looked for at once."""

import asyncio


class Cache:
    def __init__(self, load):
        self.load = load
        self.texts = {}

    async def fill(self, key):
        self.texts[key] = await self.load(key)

    async def get(self, key):
        if key not in self.texts:
            asyncio.create_task(self.fill(key))
        return self.texts.get(key)

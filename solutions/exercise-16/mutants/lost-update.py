"""It looks, loads and keeps; others look before the text is kept."""


class Cache:
    def __init__(self, load):
        self.load = load
        self.texts = {}

    async def get(self, key):
        if key not in self.texts:
            self.texts[key] = await self.load(key)
        return self.texts[key]

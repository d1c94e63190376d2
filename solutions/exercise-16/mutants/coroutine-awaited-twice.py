"""The coroutine object of a key is kept, and awaited by everybody."""


class Cache:
    def __init__(self, load):
        self.load = load
        self.loading = {}

    async def get(self, key):
        if key not in self.loading:
            self.loading[key] = self.load(key)
        return await self.loading[key]

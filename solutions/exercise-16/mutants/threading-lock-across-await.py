"""A lock of threading is held while the key is loaded."""

import threading


class Cache:
    def __init__(self, load):
        self.load = load
        self.texts = {}
        self.lock = threading.Lock()

    async def get(self, key):
        with self.lock:
            if key not in self.texts:
                self.texts[key] = await self.load(key)
            return self.texts[key]

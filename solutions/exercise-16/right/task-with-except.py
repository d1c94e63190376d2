"""The task is awaited inside a try that forgets it on any error."""

import asyncio


class Cache(dict):
    def __init__(self, load):
        super().__init__()
        self.load = load

    def __missing__(self, key):
        print("load", key)
        self[key] = asyncio.get_running_loop().create_task(self.load(key), name=key)
        return self[key]

    async def get(self, key):
        task = self[key]
        try:
            return await task
        except Exception:  # may live: catch-more, the contract says nothing of a cancelled get
            if self.get_task(key) is task:
                del self[key]
            raise

    def get_task(self, key):
        return dict.get(self, key)

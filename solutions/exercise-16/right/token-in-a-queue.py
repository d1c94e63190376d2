"""A queue with one token serves as the lock of a key."""

import asyncio


class Cache:
    def __init__(self, load):
        self.load = load
        self.q = {}
        self.v = {}

    async def get(self, key):
        if key not in self.q:
            self.q[key] = asyncio.Queue(1)  # may live: other-room, there is one token only
            self.q[key].put_nowait("token")
        token = await self.q[key].get()
        try:
            if key not in self.v:
                self.v[key] = await self.load(key)
            return self.v[key]
        finally:
            self.q[key].put_nowait(token)

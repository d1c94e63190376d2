"""A lock around the table of locks, and semaphores of one as the locks of the keys."""

from asyncio import Lock, Semaphore
from contextlib import asynccontextmanager


class Cache:
    def __init__(self, load):
        self.load = load
        self.table = Lock()
        self.doors = {}
        self.texts = {}

    @asynccontextmanager
    async def door(self, key):
        async with self.table:  # may live: lock-of-its-own drop-async-with, nothing is awaited inside
            if key not in self.doors:
                self.doors[key] = Semaphore(1)
        async with self.doors[key]:
            yield

    async def get(self, key):
        async with self.door(key):
            try:
                return self.texts[key]
            except KeyError:  # may live: catch-more, a dict raises nothing else
                pass
            text = await self.load(key)
            self.texts[key] = text
        return text

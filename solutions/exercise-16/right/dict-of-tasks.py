"""A task for each key, shared by all; a failed one is taken out by its done callback."""

import asyncio


class Cache:
    def __init__(self, load):
        self._load = load
        self._tasks = {}

    async def get(self, key):
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.ensure_future(self._load(key))
            task.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(task)  # may live: drop-shield, the contract says nothing of a cancelled get

    def _forget(self, key, done):
        if done.cancelled() or done.exception() is not None:
            del self._tasks[key]

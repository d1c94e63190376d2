"""get is an ordinary method that returns a shielded task of one for each key."""

import asyncio


class Cache:
    def __init__(self, load):
        self.load = load
        self.jobs = {}

    def get(self, key):
        if key not in self.jobs or self._failed(self.jobs[key]):
            self.jobs[key] = asyncio.create_task(self._job(key))
        return asyncio.shield(self.jobs[key])  # may live: drop-shield, the contract says nothing of a cancelled get

    @staticmethod
    def _failed(job):
        return job.done() and (job.cancelled() or job.exception() is not None)

    async def _job(self, key):
        text = await self.load(key)
        return text

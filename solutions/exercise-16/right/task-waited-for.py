"""asyncio.wait for a task of each key; a failed one is forgotten."""

import asyncio


class Cache:
    def __init__(self, load):
        self.load = load
        self.jobs = {}

    async def get(self, key):
        job = self.jobs.get(key)
        if not job:
            job = self.jobs[key] = asyncio.create_task(self.load(key))
        await asyncio.wait([job])
        if job.exception():
            if self.jobs.get(key) is job:
                del self.jobs[key]
        return job.result()

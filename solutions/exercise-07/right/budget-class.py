"""A class keeps the deadline."""

import asyncio


class Budget:
    def __init__(self, seconds):
        self.deadline = asyncio.get_running_loop().time() + seconds

    @property
    def left(self):
        return max(0.0, self.deadline - asyncio.get_running_loop().time())

    async def spend(self, coro):
        try:
            return await asyncio.wait_for(coro, self.left)
        except TimeoutError:
            return None


async def fetch_within(fetch, url, seconds):
    return await Budget(seconds).spend(fetch(url))


async def fetch_all_within(fetch, urls, seconds):
    budget = Budget(seconds)
    tasks = [asyncio.create_task(fetch(url)) for url in urls]
    return [await budget.spend(task) for task in tasks]

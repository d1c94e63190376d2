"""A small nursery of one's own, made with __aenter__ and __aexit__."""

import asyncio


class Nursery:
    def __init__(self):
        self.tasks = []

    def start(self, coro):
        task = asyncio.create_task(coro)
        self.tasks.append(task)
        return task

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, traceback):
        if not self.tasks:
            return
        try:
            await asyncio.wait(self.tasks, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for task in self.tasks:
                task.cancel()
            await asyncio.wait(self.tasks)
        errors = [one.exception() for one in self.tasks if not one.cancelled() and one.exception()]
        if errors:
            raise ExceptionGroup("nursery", errors)


async def fetch_all(fetch, urls):
    async with Nursery() as nursery:
        tasks = [nursery.start(fetch(url)) for url in urls]
    return [task.result() for task in tasks]

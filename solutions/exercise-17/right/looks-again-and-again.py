"""aclose looks again and again until all are done; the wrapper tells and raises on."""

import asyncio
class Background:
    def __init__(self, on_error):
        self.on_error=on_error; self.tasks={}
    def spawn(self, coro):
        async def runner():
            try: return await coro  # may live: drop-return, what the task gives is not asked
            except Exception as e:
                self.on_error(e)
                raise  # may live: drop-raise, what the task gives is not asked
        t=asyncio.create_task(runner()); self.tasks[id(t)]=t
        return t
    async def aclose(self):
        for t in self.tasks.values(): t.cancel()
        while not all(t.done() for t in self.tasks.values()):
            await asyncio.sleep(0.01)  # may live: no-delay other-delay, it looks again
        for t in self.tasks.values():
            if not t.cancelled(): t.exception()

"""A TaskGroup is entered and left by hand, without an async with."""

import asyncio
class Background:
    def __init__(self, on_error):
        self.on_error=on_error
        self.group=asyncio.TaskGroup()
        self.stop=asyncio.Event()
        self.entered=None
        self.tasks=set()
        try: self.group.__aenter__().send(None)
        except StopIteration: pass  # may live: catch-more, nothing else is raised
    def spawn(self, coro):
        async def guard():
            try: await coro
            except Exception as e: self.on_error(e)
        t=self.group.create_task(guard())
        self.tasks.add(t); t.add_done_callback(self.tasks.discard)  # may live: drop-clean-up, a task that is done may be kept
        return t
    async def aclose(self):
        for t in list(self.tasks): t.cancel()
        await self.group.__aexit__(None,None,None)

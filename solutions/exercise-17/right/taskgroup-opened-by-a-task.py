"""A task of its own opens the TaskGroup; all work waits for that."""

import asyncio, contextlib
class Background:
    def __init__(self, on_error):
        self.on_error=on_error
        self.stack=contextlib.AsyncExitStack()
        self.group=None
        self.opening=asyncio.create_task(self.open())
        self.tasks=set()
    async def open(self):
        self.group=await self.stack.enter_async_context(asyncio.TaskGroup())
    async def guard(self, coro):
        try:
            await asyncio.shield(self.opening)
            await coro
        except asyncio.CancelledError:
            coro.close()
            raise
        except Exception as e:
            self.on_error(e)
    def spawn(self, coro):
        t=asyncio.create_task(self.guard(coro))
        self.tasks.add(t); t.add_done_callback(self.tasks.discard)
        return t
    async def aclose(self):
        await self.opening
        for t in list(self.tasks): t.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.stack.aclose()

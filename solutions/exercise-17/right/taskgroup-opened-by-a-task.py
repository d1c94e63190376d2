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
        self.group=await self.stack.enter_async_context(asyncio.TaskGroup())  # may live: drop-await, nothing is put into the group
    async def guard(self, coro):
        try:
            await asyncio.shield(self.opening)  # may live: drop-await drop-awaited drop-shield, an extra
            await coro
        except asyncio.CancelledError:
            coro.close()
            raise  # may live: drop-raise, what the task gives is not asked
        except Exception as e:  # may live: catch-more, only errors are left
            self.on_error(e)
    def spawn(self, coro):
        t=asyncio.create_task(self.guard(coro))
        self.tasks.add(t); t.add_done_callback(self.tasks.discard)  # may live: drop-clean-up, a task that is done may be kept
        return t
    async def aclose(self):
        await self.opening  # may live: drop-await drop-awaited, an extra
        for t in list(self.tasks): t.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.stack.aclose()  # may live: drop-await drop-awaited, nothing is put into the group

"""A TaskGroup is entered by the first piece of work, and kept open by an exit stack."""

import asyncio
import contextlib


class Background:
    def __init__(self, on_error):
        self.on_error = on_error
        self.stack = contextlib.AsyncExitStack()
        self.group = None
        self.running = set()
        self.lock = asyncio.Lock()

    async def _guard(self, coro):
        try:
            await coro
        except Exception as error:
            self.on_error(error)

    async def _in_group(self, coro):
        async with self.lock:  # may live: lock-of-its-own drop-async-with, entering a group takes no time
            if self.group is None:
                self.group = await self.stack.enter_async_context(asyncio.TaskGroup())
        await self.group.create_task(self._guard(coro))  # may live: drop-create-task, it is in a task already

    def spawn(self, coro):
        task = asyncio.ensure_future(self._in_group(coro))
        self.running.add(task)
        task.add_done_callback(self.running.discard)  # may live: drop-clean-up, a task that is done may be kept
        return task

    async def aclose(self):
        running = list(self.running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)  # may live: drop-await drop-awaited forget-one, the group waits as well
        await self.stack.aclose()  # may live: drop-await drop-awaited, all have been waited for


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

"""A TaskGroup is kept as if it were a list of tasks; its block never begins."""

import asyncio


class Background:
    def __init__(self, on_error):
        self.on_error, self.group = on_error, asyncio.TaskGroup()

    def spawn(self, coro):
        return self.group.create_task(self.watch(coro))

    async def watch(self, coro):
        try:
            await coro
        except Exception as error:
            self.on_error(error)

    async def aclose(self):
        await self.group.__aexit__(None, None, None)

"""aclose waits for the first task that ends, and leaves the others."""

import asyncio


class Background:
    def __init__(self, on_error):
        self.on_error = on_error
        self.tasks = set()

    def spawn(self, coro):
        task = asyncio.create_task(coro)
        self.tasks.add(task)
        task.add_done_callback(self.ended)
        return task

    def ended(self, task):
        self.tasks.discard(task)
        if not task.cancelled() and task.exception():
            self.on_error(task.exception())

    async def aclose(self):
        for task in self.tasks:
            task.cancel()
        if self.tasks:
            await asyncio.wait(self.tasks, return_when=asyncio.FIRST_COMPLETED)


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

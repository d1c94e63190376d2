"""spawn is an async function: calling it starts nothing."""

import asyncio


class Background:
    def __init__(self, on_error):
        self.on_error = on_error
        self.tasks = set()

    def ended(self, task):
        self.tasks.discard(task)
        if not task.cancelled() and task.exception():
            self.on_error(task.exception())

    async def spawn(self, coro):
        task = asyncio.create_task(coro)
        self.tasks.add(task)
        task.add_done_callback(self.ended)
        return task

    async def aclose(self):
        tasks = list(self.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

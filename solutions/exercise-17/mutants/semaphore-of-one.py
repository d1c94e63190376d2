"""A semaphore of one: the background does one thing after the other."""

import asyncio


class Background:
    def __init__(self, on_error):
        self.on_error = on_error
        self.tasks = set()
        self.free = asyncio.Semaphore()

    async def run(self, coro):
        try:
            async with self.free:
                await coro
        except Exception as error:
            self.on_error(error)

    def spawn(self, coro):
        task = asyncio.create_task(self.run(coro))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
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

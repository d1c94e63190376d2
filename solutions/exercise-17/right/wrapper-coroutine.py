"""A coroutine around the coroutine tells its error; the task is held in a set."""

import asyncio


class Background:
    def __init__(self, on_error):
        self.on_error = on_error
        self.tasks = set()

    async def _run(self, coro):
        try:
            await coro
        except Exception as error:
            self.on_error(error)

    def spawn(self, coro):
        task = asyncio.create_task(self._run(coro))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def aclose(self):
        for task in self.tasks:
            task.cancel()
        while self.tasks:  # may live: look-once, one wait is enough
            await asyncio.wait(self.tasks)  # may live: wait-for-other, it is in a loop


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

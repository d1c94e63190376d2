"""Two done callbacks: one lets go of the task, the other looks at how it ended."""

import asyncio


class Background:
    def __init__(self, on_error):
        self._on_error = on_error
        self._running = set()

    def spawn(self, coro):
        task = asyncio.get_running_loop().create_task(coro, name="background")
        self._running.add(task)
        task.add_done_callback(self._running.discard)  # may live: drop-clean-up, a task that is done may be kept
        task.add_done_callback(self._report)
        return task

    def _report(self, task):
        if task.cancelled():
            return
        error = task.exception()
        if error:
            self._on_error(error)

    async def aclose(self):
        running = tuple(self._running)
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

"""A keeper task holds a TaskGroup open until it is told to stop."""

import asyncio


class Background:
    def __init__(self, on_error):
        self._on_error = on_error
        self._group = asyncio.TaskGroup()
        self._over = asyncio.Event()
        self._entered = False
        self._keeper = asyncio.create_task(self._keep())
        self._early = []

    async def _keep(self):
        async with self._group:
            self._entered = True
            for ready in self._early:
                ready.set_result(None)
            await self._over.wait()

    async def _work(self, coro):
        try:
            return await coro
        except Exception as error:
            self._on_error(error)

    async def _once_open(self, coro):
        if not self._entered:
            ready = asyncio.get_running_loop().create_future()
            self._early.append(ready)
            await ready  # may live: drop-await drop-awaited result-at-once, the keeper runs first
        return await self._group.create_task(self._work(coro))

    def spawn(self, coro):
        if self._entered:
            return self._group.create_task(self._work(coro))
        task = asyncio.create_task(self._once_open(coro))
        self._early_tasks = [*getattr(self, "_early_tasks", []), task]
        return task

    async def aclose(self):
        await asyncio.sleep(0)  # may live: drop-await drop-awaited blocking-sleep, what has not begun never begins
        for task in list(self._group._tasks):
            task.cancel()
        self._over.set()
        await self._keeper


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

"""A bare TaskGroup: the first failure ends everything else."""

import asyncio


class Background:
    def __init__(self, on_error):
        self.on_error = on_error
        self.work = asyncio.Queue()
        self.keeper = asyncio.create_task(self.keep())

    async def keep(self):
        try:
            async with asyncio.TaskGroup() as group:
                while True:
                    coro, task = await self.work.get()
                    task.set_result(group.create_task(coro))
        except* Exception as errors:
            for error in errors.exceptions:
                self.on_error(error)

    async def run(self, coro):
        task = asyncio.get_running_loop().create_future()
        self.work.put_nowait((coro, task))
        await (await task)

    def spawn(self, coro):
        return asyncio.create_task(self.run(coro))

    async def aclose(self):
        self.keeper.cancel()
        await asyncio.gather(self.keeper, return_exceptions=True)


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

"""A second task watches each first one, and tells what it saw."""

import asyncio


class Background:
    def __init__(self, on_error):
        self.on_error = on_error
        self.pairs = {}

    async def _watch(self, task):
        await asyncio.wait([task])
        self.pairs.pop(task, None)
        if not task.cancelled() and task.exception() is not None:
            self.on_error(task.exception())

    def spawn(self, coro):
        task = asyncio.create_task(coro)
        self.pairs[task] = asyncio.create_task(self._watch(task))
        return task

    async def aclose(self):
        pairs = dict(self.pairs)
        for task in pairs:
            task.cancel()
        await asyncio.gather(*pairs, *pairs.values(), return_exceptions=True)  # may live: forget-one, who waits for one of a pair has both


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

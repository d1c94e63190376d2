"""One set for all, at module level; every Background knows which tasks are its own."""

import asyncio
from functools import partial

_alive: dict[asyncio.Task, "Background"] = {}


def _forget(on_error, task):
    _alive.pop(task, None)
    if not task.cancelled() and task.exception():
        on_error(task.exception())


class Background:
    def __init__(self, on_error):
        self.on_error = on_error

    def spawn(self, coro):
        task = asyncio.create_task(coro)
        _alive[task] = self
        task.add_done_callback(partial(_forget, self.on_error))
        return task

    async def aclose(self):
        mine = [task for task, owner in _alive.items() if owner is self]
        for task in mine:
            task.cancel()
        for outcome in await asyncio.gather(*mine, return_exceptions=True):
            assert outcome is None or isinstance(outcome, BaseException)


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

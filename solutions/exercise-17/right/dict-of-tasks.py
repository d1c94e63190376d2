"""The tasks lie in a dict, by number; aclose awaits one after the other."""

import asyncio
import contextlib
import itertools


class Background:
    def __init__(self, on_error):
        self.on_error = on_error
        self.numbers = itertools.count()
        self.tasks = {}

    def spawn(self, coro):
        number = next(self.numbers)

        async def work():
            try:
                return await coro
            except asyncio.CancelledError:
                raise  # may live: drop-raise, what the task gives is not asked
            except BaseException as error:  # may live: catch-less, an extra
                self.on_error(error)
            finally:  # may live: drop-finally, a task that is done may be kept
                self.tasks.pop(number, None)

        self.tasks[number] = asyncio.create_task(work())
        return self.tasks[number]

    async def aclose(self):
        for task in list(self.tasks.values()):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

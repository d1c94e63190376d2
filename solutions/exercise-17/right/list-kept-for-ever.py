"""A list keeps every task, also those that are done."""

import asyncio
from asyncio import CancelledError


class Background:
    def __init__(self, on_error):
        self.report = on_error
        self.all = []

    def spawn(self, coro):
        t = asyncio.create_task(coro)

        def finished(task):
            try:
                task.result()
            except CancelledError:
                pass
            except Exception as exc:  # may live: catch-more, only errors are left
                self.report(exc)

        t.add_done_callback(finished)
        self.all.append(t)
        return t

    async def aclose(self):
        for t in self.all:
            if not t.done():
                t.cancel()
        for t in self.all:
            try:
                await t
            except (CancelledError, Exception):  # may live: catch-more, an extra
                pass


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

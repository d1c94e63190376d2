"""spawn has the loop run the work to its end."""

import asyncio


class Background:
    def __init__(self, on_error):
        self.on_error = on_error
        self.tasks = set()

    def spawn(self, coro):
        try:
            asyncio.get_event_loop().run_until_complete(coro)
        except ValueError as error:
            self.on_error(error)

    async def aclose(self):
        for task in self.tasks:
            task.cancel()


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

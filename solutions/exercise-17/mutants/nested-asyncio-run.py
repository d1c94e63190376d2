"""spawn runs the work in an event loop of its own."""

import asyncio


class Background:
    def __init__(self, on_error):
        self.on_error = on_error

    def spawn(self, coro):
        return asyncio.run(coro)

    async def aclose(self):
        pass


async def main():
    background = Background(print)
    background.spawn(asyncio.sleep(1))
    await asyncio.sleep(2)
    await background.aclose()


if __name__ == "__main__":
    asyncio.run(main())

"""__aiter__ is an asynchronous generator method: each loop gets a generator of its own."""

import asyncio


class Ticker:
    def __init__(self, interval, count):
        self.interval = interval
        self.count = count

    async def __aiter__(self):
        for n in range(self.count):
            await asyncio.sleep(self.interval)
            yield n


if __name__ == "__main__":

    async def main():
        async for n in Ticker(0.5, 3):
            print(n)

    asyncio.run(main())

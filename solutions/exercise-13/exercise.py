"""exercise-13: your own async iterator."""

import asyncio


class Ticker:
    """async for n in Ticker(interval, count): 0, 1, ... count-1, after a wait of interval seconds each."""

    def __init__(self, interval: float, count: int) -> None:
        self.interval = interval
        self.count = count
        self.given = 0

    def __aiter__(self) -> "Ticker":
        return self

    async def __anext__(self) -> int:
        if self.given == self.count:
            raise StopAsyncIteration
        await asyncio.sleep(self.interval)
        self.given += 1
        return self.given - 1


if __name__ == "__main__":

    async def main() -> None:
        async for n in Ticker(0.5, 3):
            print(n)

    asyncio.run(main())

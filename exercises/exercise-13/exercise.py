"""exercise-13: your own async iterator.  README.md says what is asked for."""

import asyncio


class Ticker:
    """async for n in Ticker(interval, count): 0, 1, ... count-1, after a wait of interval seconds each."""

    def __init__(self, interval: float, count: int) -> None:
        """Keep what the loop will need."""
        # TODO

    # TODO: what `async for` asks for


if __name__ == "__main__":

    async def main() -> None:
        async for n in Ticker(0.5, 3):
            print(n)

    asyncio.run(main())

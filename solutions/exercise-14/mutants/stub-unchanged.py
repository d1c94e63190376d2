"""exercise-14: your own async context manager.  README.md says what is asked for."""

import asyncio


def connect(url: str, log: list[str]):
    """async with connect(url, log) as conn opens a connection; leaving the block closes it."""
    # TODO: a function with @asynccontextmanager, or a class of this name


if __name__ == "__main__":

    async def main() -> None:
        log: list[str] = []
        async with connect("https://api.example.com", log) as conn:
            print(await conn.get("data1"))
        print(log)

    asyncio.run(main())

"""exercise-14: your own async context manager."""

import asyncio


class connect:  # noqa: N801  # it is called like a function
    """async with connect(url, log) as conn opens a connection; leaving the block closes it."""

    def __init__(self, url: str, log: list[str]) -> None:
        self.url = url
        self.log = log
        self.is_open = False

    async def __aenter__(self) -> "connect":
        await asyncio.sleep(0.5)
        self.log.append(f"open {self.url}")
        self.is_open = True
        return self

    async def __aexit__(self, *reason: object) -> None:
        self.is_open = False
        await asyncio.sleep(0.5)
        self.log.append(f"close {self.url}")

    async def get(self, path: str) -> str:
        if not self.is_open:
            raise RuntimeError(f"the connection to {self.url} is closed")
        await asyncio.sleep(0.5)
        return f"{self.url}:{path}"


if __name__ == "__main__":

    async def main() -> None:
        log: list[str] = []
        async with connect("https://api.example.com", log) as conn:
            print(await conn.get("data1"))
        print(log)

    asyncio.run(main())

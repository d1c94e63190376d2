"""A typed helper does the gathering."""

import asyncio
from collections.abc import Iterable, Sequence


async def fetch_data(url: str) -> bytes:
    print(f"octets from {url}")
    await asyncio.sleep(2)
    return url.encode()


async def fetch_all(urls: Iterable[str]) -> Sequence[bytes]:
    return await asyncio.gather(*[fetch_data(url) for url in urls])


async def main() -> Sequence[bytes]:
    return await fetch_all(f"https://api.example.com/data{n}" for n in range(1, 4))


if __name__ == "__main__":
    print(asyncio.run(main()))

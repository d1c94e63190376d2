"""gather gets a generator expression, unpacked."""

import asyncio

DATA = ("data1", "data2", "data3")


async def fetch_data(url: str) -> str:
    print(f"... {url}")
    await asyncio.sleep(2)
    return f"{url} is here"


async def main() -> tuple[str, ...]:
    return tuple(await asyncio.gather(*(fetch_data(f"https://api.example.com/{name}") for name in DATA)))


if __name__ == "__main__":
    print(asyncio.run(main()))

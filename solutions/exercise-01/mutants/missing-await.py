"""main() calls fetch_data and does not await it."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    print("before")
    fetch_data("https://api.example.com/data1")
    print("after")


if __name__ == "__main__":
    asyncio.run(main())

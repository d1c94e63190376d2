"""main() starts a second event loop inside the first."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    answer = asyncio.run(fetch_data("https://api.example.com/data1"))
    print(answer)


if __name__ == "__main__":
    asyncio.run(main())

"""main() awaits the function instead of a call of it."""

import asyncio


async def fetch_data(url):
    print(f"Asking {url}")
    await asyncio.sleep(2)
    return f"Answer of {url}"


async def main():
    answer = await fetch_data
    print(answer)


if __name__ == "__main__":
    asyncio.run(main())

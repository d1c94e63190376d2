"""gather gets values that were awaited before."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Calling {url}")
    await asyncio.sleep(2)
    return f"Reply of {url}"


async def main():
    return await asyncio.gather(*[await fetch_data(url) for url in URLS])


if __name__ == "__main__":
    asyncio.run(main())

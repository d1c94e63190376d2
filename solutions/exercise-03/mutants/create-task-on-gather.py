"""create_task gets the future of gather."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


async def fetch_data(url):
    print(f"Looking into {url}")
    await asyncio.sleep(2)
    return f"Found in {url}"


async def main():
    task = asyncio.create_task(asyncio.gather(*[fetch_data(url) for url in URLS]))
    return await task


if __name__ == "__main__":
    asyncio.run(main())

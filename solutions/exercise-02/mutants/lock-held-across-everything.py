"""A lock is held during the whole fetch."""

import asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


line = asyncio.Lock()


async def fetch_data(url):
    async with line:
        print(f"Calling {url}")
        await asyncio.sleep(2)
        return f"Reply of {url}"


async def main():
    return await asyncio.gather(*[fetch_data(url) for url in URLS])


if __name__ == "__main__":
    asyncio.run(main())
